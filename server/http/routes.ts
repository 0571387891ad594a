import { Actuator, ActuatorBody } from '../../data/model/actuator.ts'
import { AlarmRule, AlarmRuleBody } from '../../data/model/alarm-rule.ts'
import { Board, BoardBody } from '../../data/model/board.ts'
import { Profile, ProfileBody } from '../../data/model/profile.ts'
import { Schedule, ScheduleBody } from '../../data/model/schedule.ts'
import { Sensor, SensorInput } from '../../data/model/sensor.ts'
import type { Clock } from '../../data/model/units.ts'
import { Vessel, VesselBody } from '../../data/model/vessel.ts'
import type { Store } from '../../data/store.ts'
import type { Devices } from '../../hardware/device.ts'
import type { Alarms } from '../alarms.ts'
import type { Autotunes } from '../autotunes.ts'
import type { Backups } from '../backups.ts'
import type { Brewery } from '../brewery.ts'
import type { Chronicle } from '../chronicle.ts'
import type { Demo } from '../demo.ts'
import type { ProfileRuns } from '../following.ts'
import type { Foresight } from '../foresight.ts'
import type { Hub } from '../hub.ts'
import type { Learning } from '../learning.ts'
import type { Publishing } from '../publishing.ts'
import type { Recorder } from '../recorder.ts'
import type { ScheduleRuns } from '../schedules.ts'
import type { Buckets } from '../token-bucket.ts'
import type { Workbench } from '../workbench.ts'
import { alarmRoutes } from './alarms.ts'
import { autotuneRoutes } from './autotunes.ts'
import { backupRoutes } from './backups.ts'
import { brewingRoutes } from './brewing.ts'
import { channelRoutes } from './channels.ts'
import { collectionRoutes } from './collection.ts'
import { demoRoutes } from './demo.ts'
import { exportRoutes } from './exports.ts'
import { foresightRoutes } from './foresight.ts'
import { historyRoutes } from './history.ts'
import { houseRoutes } from './house.ts'
import { markRoutes } from './marks.ts'
import { profileRoutes } from './profiles.ts'
import type { Route } from './route.ts'
import { safetyRoutes } from './safety.ts'
import { scheduleRoutes } from './schedules.ts'
import { simulationRoutes } from './simulations.ts'

/** Every operation of the REST interface. */
export function apiRoutes(parts: {
  brewery: Brewery
  devices: Devices
  alarms: Alarms
  store: Pick<Store, 'kind' | 'readings' | 'logs' | 'alarms' | 'logo' | 'file' | 'backups' | 'safety'>
  recorder: Pick<Recorder, 'flush' | 'keep'>
  backups: Backups
  hub: Hub
  clock: Clock
  workbench: Workbench
  runs: ProfileRuns
  schedules: ScheduleRuns
  chronicle: Chronicle
  learning: Learning
  autotunes: Autotunes
  foresight: Foresight
  demo: Demo
  publishing: Publishing
  buckets: Buckets
}): Route[] {
  const {
    brewery,
    devices,
    alarms,
    store,
    recorder,
    backups,
    hub,
    clock,
    workbench,
    runs,
    schedules,
    chronicle,
    demo,
  } = parts
  const configuration = () => brewery.configuration
  return [
    ...collectionRoutes(configuration, 'vessels', Vessel, VesselBody),
    ...collectionRoutes(configuration, 'boards', Board, BoardBody),
    ...collectionRoutes(configuration, 'sensors', Sensor, SensorInput),
    ...collectionRoutes(configuration, 'actuators', Actuator, ActuatorBody),
    ...collectionRoutes(configuration, 'profiles', Profile, ProfileBody),
    ...collectionRoutes(configuration, 'schedules', Schedule, ScheduleBody),
    ...collectionRoutes(configuration, 'alarm-rules', AlarmRule, AlarmRuleBody),
    ...profileRoutes(runs),
    ...scheduleRoutes(schedules),
    ...brewingRoutes(brewery, devices),
    ...autotuneRoutes(parts.autotunes),
    ...foresightRoutes(parts.learning, parts.foresight),
    ...markRoutes(chronicle, clock),
    ...alarmRoutes(alarms, store),
    ...safetyRoutes(brewery, store),
    ...exportRoutes({ brewery, store, clock, flush: recorder.flush }),
    ...houseRoutes({ brewery, store, clock }),
    ...demoRoutes(demo),
    ...backupRoutes({ backups, store, clock }),
    ...historyRoutes({ brewery, store, clock, flush: recorder.flush }),
    ...channelRoutes(hub, parts.publishing, parts.buckets),
    ...simulationRoutes(workbench),
  ]
}
