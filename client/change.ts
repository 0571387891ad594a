import { Refusal } from './api.ts'

/** How a document that counts its versions is read and written. */
export interface Door<T> {
  read(): Promise<T>
  /** Fails with status 412 when it is not at `version` any more. */
  write(document: T): Promise<T>
}

/**
 * Changes some fields of a document. When somebody else changed others meanwhile, both changes hold; when it was one of these,
 * nothing is written and it fails with 412 and a sentence.
 * @param seen the document as it was when somebody began to change it
 */
export async function change<T extends object>(door: Door<T>, seen: T, fields: Partial<T>): Promise<T> {
  try {
    return await door.write({ ...seen, ...fields })
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 412) throw error
  }
  const now = await door.read()
  const theirs = changedFields(seen, now)
  if (!Object.keys(fields).some(field => field in theirs)) return door.write({ ...now, ...fields })
  throw new Refusal(
    412,
    'Somebody else has just changed this too, and theirs stays: look at it, and change it again if you like.',
  )
}

/** The fields in which a later document differs; its version is none. */
export function changedFields<T extends object>(before: T, after: T): Partial<T> {
  const known = new Map(Object.entries(before))
  const differs = ([field, value]: [string, unknown]) =>
    field !== 'version' && JSON.stringify(value) !== JSON.stringify(known.get(field))
  return Object.fromEntries(Object.entries(after).filter(differs)) as Partial<T>
}
