import { Profile } from '../model/profile.ts'
import type { Kind } from './collection.ts'

/** How profiles are kept. */
export const profiles: Kind<Profile> = {
  noun: 'profile',
  table: 'profiles',
  schema: Profile,
  row: ({ name, by, points, events }) => ({ name, by, points: JSON.stringify(points), events: JSON.stringify(events) }),
  values: ({ name, by, points, events }) => ({
    name,
    by,
    points: JSON.parse(String(points)),
    events: JSON.parse(String(events)),
  }),
  names: [],
  namedBy: [{ noun: 'vessel', table: 'modes', column: 'profile', who: 'vessel' }],
  adopted: true,
}
