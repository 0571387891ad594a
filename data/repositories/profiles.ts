import { Profile } from '../model/profile.ts'
import type { Kind } from './collection.ts'

/** How profiles are kept. */
export const profiles: Kind<Profile> = {
  noun: 'profile',
  table: 'profiles',
  schema: Profile,
  row: ({ name, points }) => ({ name, points: JSON.stringify(points) }),
  values: ({ name, points }) => ({ name, points: JSON.parse(String(points)) }),
  names: [],
  namedBy: [{ noun: 'vessel', table: 'modes', column: 'profile', who: 'vessel' }],
}
