import { ActuatorBody } from '../../data/model/actuator.ts'
import { checkSwitch } from '../../server/mode.ts'

test.each([
  ['pump', null],
  ['valve', null],
  ['heater', 'is switched only by a vessel'],
  ['master', 'is closed whenever a heater may run, and only then'],
])('a %s is switched by hand: %s', (use, refusal) => {
  const body = { id: 'it', name: 'It', use, board: 'arduino', driver: { kind: 'relay', pin: 5 } }
  const actuator = { ...ActuatorBody.parse(body), version: 1 }
  if (refusal === null) expect(() => checkSwitch(actuator, undefined)).not.toThrow()
  else expect(() => checkSwitch(actuator, undefined)).toThrow(refusal)
})
