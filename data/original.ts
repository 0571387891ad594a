import type { AppSetting, IoController, ProfileNotes } from './model/classic.ts'

/** What a database of the original Maelstrom holds, in our words: °C. */
export interface Original {
  profiles: { name: string; notes: ProfileNotes }[]
  controllers: IoController[]
  settings: AppSetting[]
  /** What could not be taken, one sentence each. */
  left: string[]
}

/** How many of a kind were added, and how many were there already. */
export interface Taken {
  added: number
  known: number
}

/** What became of an import. */
export interface TakenOver {
  profiles: Taken
  controllers: Taken
  settings: Taken
}
