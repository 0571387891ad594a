/** Part of a document. */
type Whole = Record<string, unknown>

/** How a vessel can be controlled. */
export const tunings: { value: string; text: string; whole: Whole }[] = [
  { value: 'kettle', text: 'Learns the kettle – recommended for what is heated', whole: { kind: 'kettle' } },
  {
    value: 'chamber',
    text: 'Learns the chamber – recommended for fermenters',
    whole: { kind: 'chamber', holds: 'beer' },
  },
  { value: 'pid', text: 'PID', whole: { kind: 'pid', gain: 20, integralTime: 600, derivativeTime: 0 } },
  { value: 'hysteresis', text: 'On and off around the set point', whole: { kind: 'hysteresis', deadband: 0.3 } },
]
/** What a vessel can be. */
export const vesselKinds: { value: string; text: string }[] = [
  { value: 'fermenter', text: 'Fermenter' },
  { value: 'kettle', text: 'Kettle' },
  { value: 'mash-tun', text: 'Mash tun' },
  { value: 'hot-liquor-tank', text: 'Hot liquor tank' },
  { value: 'other', text: 'Something else' },
]
const heated = { tuning: { kind: 'kettle' }, range: { minimum: 0, maximum: 100 } }
/** What suits each kind of vessel when it is put together. */
export const usual: Record<string, Whole> = {
  fermenter: { tuning: { kind: 'chamber', holds: 'beer' }, range: { minimum: 0, maximum: 30 } },
  kettle: heated,
  'mash-tun': heated,
  'hot-liquor-tank': heated,
  other: {
    tuning: tunings.find(({ value }) => value === 'pid')!.whole,
    range: { minimum: 0, maximum: 100 },
  },
}

/** What the thermometer of a vessel in a chamber measures. */
export const held: { value: string; text: string }[] = [
  { value: 'beer', text: 'The beer' },
  { value: 'air', text: 'The air or jacket around it' },
]
