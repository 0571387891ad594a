import type { TripKind } from '../data/model/safety.ts'

/** What tripped, in a few words. */
export const tripWords: Record<TripKind, string> = {
  'over-temperature': 'Too hot',
  'under-temperature': 'Too cold',
  'no-response': 'No response',
  'stuck-on': 'Does not switch off',
  'frozen-sensor': 'Frozen probe',
  'maximum-on': 'On for too long',
}

/** Of a trip that the disk refuses. */
export const unkeptWords =
  'Not written down yet: a restart would forget it. It is tried again every few seconds. Look at the disk.'

/** How many readings were not believed. */
export const rejectedWords = (count: number): string =>
  `${count === 1 ? 'One reading was' : `${count} readings were`} rejected since the start: no liquid changes like that. Check the probe's plug and cable.`

/** What this program cannot protect from, and what does. */
export const limitations: readonly { danger: string; remedy: string }[] = [
  {
    danger: 'A relay or SSR that is welded stays on, whatever any program says. SSRs fail shut about as often as open.',
    remedy:
      'Put a second contactor in series with all heaters and set it up here as a master relay: it is opened when a heater does not switch off.',
  },
  {
    danger: 'A contactor can weld too, and this computer, its board and its cable can all fail at once.',
    remedy:
      'Fit every heater with a thermal fuse or a bimetal cut-out with manual reset, in its own current path and in good contact with what may get hot.',
  },
  {
    danger: 'An element that runs dry glows within seconds, long before the liquid around its probe is any warmer.',
    remedy:
      'Use a float switch that cuts the element’s current itself, or an element with a built-in dry-run cut-out. A level switch that a vessel is told of here keeps its heater off too, as long as neither of them is stuck.',
  },
  {
    danger: 'Water, steel and mains voltage kill.',
    remedy:
      'A residual-current device (RCD, 30 mA) before all of it, everything metal earthed, installed by an electrician.',
  },
  {
    danger:
      'A probe that hangs in the air, or in the wrong vessel, shows a true temperature of the wrong place. It is found only when it does not answer to its heater.',
    remedy: 'Fix probes so that they cannot fall out, and keep a thermometer at hand that is not ours.',
  },
  {
    danger:
      'A fridge heater of some 40 W that is stuck warms beer no faster than a fermentation does, while the compressor makes up for it.',
    remedy: 'Give the vessel a probe in the air too: then it is found whenever the fridge rests.',
  },
  {
    danger: 'Pressure: a fermenter or keg that is closed can burst. Nothing here measures it.',
    remedy: 'A pressure relief valve on every closed vessel.',
  },
]
