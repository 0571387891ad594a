import type { Actuator } from './model/actuator.ts'
import type { AlarmEntry, JournalEntry, Priority } from './model/alarm.ts'
import type { AlarmRule } from './model/alarm-rule.ts'
import type { Backup, BackupReason } from './model/backup.ts'
import type { Board } from './model/board.ts'
import type { AppSetting, IoController, KeptNotes } from './model/classic.ts'
import type { Made } from './model/demonstration.ts'
import type { Fault } from './model/fault.ts'
import type { Learned } from './model/learned.ts'
import type { Level, LogEntry } from './model/log.ts'
import type { Logo } from './model/logo.ts'
import type { Happening, MarkGroup } from './model/mark.ts'
import type { Note, NoteBody } from './model/note.ts'
import type { Profile, ProfileEvent } from './model/profile.ts'
import type { Bucket, Point } from './model/reading.ts'
import type { EmergencyStop, Trip } from './model/safety.ts'
import type { Schedule } from './model/schedule.ts'
import type { Sensor } from './model/sensor.ts'
import type { Settings } from './model/setting.ts'
import type { Id, Instant } from './model/units.ts'
import type { Mode, Vessel } from './model/vessel.ts'
import type { Original, TakenOver } from './original.ts'

/** Stored things of one kind. Every change counts `version` up, also beyond a deletion; naming an old one fails with `outdated`. */
export interface Collection<T extends { id: Id; version: number }> {
  all(): Promise<T[]>
  /** Fails with `conflict` when the id is taken. */
  create(body: Omit<T, 'version'>): Promise<T>
  /** Fails with `not-found`, or with `outdated` unless `version` is the current one; null overwrites whatever is there. */
  update(body: Omit<T, 'version'>, version: number | null): Promise<T>
  /** Fails like `update`, and with `conflict` while something stored refers to it. */
  remove(id: Id, version: number | null): Promise<void>
}

/** Everything the house keeps. Each call is resolved after its COMMIT, so what is acknowledged survives a power cut. */
export interface Store {
  boards: Collection<Board>
  sensors: Collection<Sensor>
  actuators: Collection<Actuator>
  vessels: Collection<Vessel>
  profiles: Collection<Profile>
  schedules: Collection<Schedule>
  'alarm-rules': Collection<AlarmRule>
  /** Where each alarm stands, and the journal of what happened. */
  alarms: {
    all(): Promise<AlarmEntry[]>
    /** Writes changes down in their order, all or none of them. */
    keep(changes: AlarmChange[]): Promise<void>
    /** Newest first. */
    journal(query: JournalQuery): Promise<(JournalEntry & { id: number })[]>
  }
  /** What vessels are told to do, kept apart from their configuration. */
  modes: {
    /** `told`: up to where in its profile the vessel's events were announced, ms; not included. */
    all(): Promise<{ vessel: Id; mode: Mode; told?: number }[]>
    set(vessel: Id, mode: Mode, told?: number): Promise<void>
    /** Nothing happens when the vessel is not there any more. */
    tell(vessel: Id, told: number): Promise<void>
  }
  /** What each vessel's controller learned of its plant. */
  learned: {
    all(): Promise<{ vessel: Id; learned: Learned }[]>
    /** Nothing happens when the vessel is not there any more. */
    set(vessel: Id, learned: Learned): Promise<void>
    remove(vessel: Id): Promise<void>
  }
  /** Outputs of the actuators that are switched by hand, percent. */
  switches: { all(): Promise<{ actuator: Id; output: number }[]>; set(actuator: Id, output: number): Promise<void> }
  /** What the safety layer stopped, and whether somebody stopped everything. */
  safety: {
    /** Adds a trip, or replaces the one with its id. */
    keep(trip: Trip): Promise<void>
    /** Newest first. */
    trips(query: TripQuery): Promise<Trip[]>
    emergencyStop(): Promise<EmergencyStop>
    setEmergencyStop(stop: EmergencyStop): Promise<void>
  }
  settings: {
    get(): Promise<Settings>
    update(settings: Omit<Settings, 'version'>, version: number | null): Promise<Settings>
  }
  logo: { get(): Promise<Logo | null>; set(logo: Logo): Promise<void> }
  /** Bytes. */
  file: { size(): Promise<number> }
  backups: {
    /** Newest first. */
    list(): Promise<Backup[]>
    /** Path of one. Fails with `not-found`. */
    find(name: string): Promise<string>
    /** Fails with `not-found`. */
    remove(name: string): Promise<void>
    /** Deletes scheduled ones, but for the newest so many. */
    keepNewest(count: number, now: Instant): Promise<void>
    /** Copies the database; nothing else waits meanwhile. Fails with `unavailable` when there is no room, or when it is on a server. */
    make(reason: BackupReason, now: Instant): Promise<Backup>
    /** Makes a copy that is no backup; resolves to its path. Whoever asks deletes it. Fails like `make`. */
    copy(): Promise<string>
    /**
     * Checks a backup and lays it ready: the next opening begins with it, every vessel off. Fails with `not-found`, or with
     * `unusable` when it is damaged or newer than this program.
     */
    prepare(name: string, now: Instant): Promise<void>
  }
  logs: {
    append(entries: LogEntry[]): Promise<void>
    /** Newest first. */
    find(query: LogQuery): Promise<(LogEntry & { id: number })[]>
  }
  /** What happened to vessels; outlives them, as readings do. */
  marks: {
    /** Adds to a vessel's journal; resolves to the entry's number. */
    add(vessel: Id, happening: Happening): Promise<number>
    /** Puts another happening in an entry's place, because it was only a step on the way. */
    replace(number: number, happening: Happening): Promise<void>
    /** Marks with from ≤ at < to, those in the same stretch of `width` ms (a whole number) as one group, oldest first. */
    groups(query: { vessel: Id; from: Instant; to: Instant; width: number }): Promise<MarkGroup[]>
    /** Events of profiles of all vessels that were due since, newest first, and older than the one `before`. */
    events(query: Pick<NoteQuery, 'from' | 'before' | 'limit'>): Promise<(ProfileEvent & { id: number })[]>
  }
  /** What brewers noted about vessels; outlives them too. */
  notes: {
    /** Newest first: from ≤ at < to, and older than the note `before`. */
    list(query: NoteQuery): Promise<Note[]>
    /** Fails with `not-found`. */
    find(vessel: Id, id: number): Promise<Note>
    create(vessel: Id, note: Required<NoteBody>): Promise<Note>
    /** Fails with `not-found`, or with `outdated` unless `version` is the current one; null overwrites. `at` stays when left out. */
    update(vessel: Id, id: number, note: NoteBody, version: number | null): Promise<Note>
    /** Fails like `update`; resolves to what was deleted. */
    remove(vessel: Id, id: number, version: number | null): Promise<Note>
  }
  readings: {
    /** Points of any series in any order; a second value at the same time replaces the first. */
    append(points: Point[]): Promise<void>
    series(): Promise<{ series: string; from: Instant; to: Instant }[]>
    /** At most `limit` points with from ≤ at < to, oldest first. */
    points(query: {
      series: string
      from: Instant
      to: Instant
      limit: number
    }): Promise<{ at: Instant; value: number }[]>
    /** At most `count` buckets that cover [from, to), with the true minimum and maximum; empty ones are left out. */
    buckets(query: { series: string; from: Instant; to: Instant; count: number }): Promise<Bucket[]>
    /** The start of the so manieth of the newest days of which anything is kept; null when there are not so many. */
    newestDay(nth: number): Promise<Instant | null>
    /** Deletes what is older, a bounded number of rows a call; resolves to how many went. */
    prune(before: { raw: Instant; rollups: Instant }): Promise<number>
  }
  /** Integers for protocols that know no names: one a thing for life, never used twice. */
  numbers: { of(kind: 'boards' | 'vessels' | 'profiles'): Promise<{ id: Id; number: number }[]> }
  /** Up to when the house was known to be alive: null before the first beat of all. */
  life: {
    last(): Promise<Instant | null>
    /** It is alive now; together with modes that are as they were, told in another time. */
    beat(now: Instant, modes: { vessel: Id; mode: Mode }[]): Promise<void>
  }
  /** BrewPi controllers, in the table that the original Maelstrom's bridge reads. */
  controllers: {
    all(): Promise<IoController[]>
    create(body: Omit<IoController, 'id'>): Promise<IoController>
    /** Fails with `not-found`. */
    update(controller: IoController): Promise<void>
    /** Fails with `not-found`. */
    remove(id: number): Promise<void>
  }
  /** What only the clients of the original Maelstrom ask for. */
  classic: {
    settings(): Promise<AppSetting[]>
    /** Replaces those of the same names, leaves the others. */
    keepSettings(settings: AppSetting[]): Promise<void>
    notes(): Promise<KeptNotes[]>
    keepNotes(notes: KeptNotes): Promise<void>
    /** Adds what an original database holds and this one does not, all of it or nothing. */
    takeOver(original: Original): Promise<TakenOver>
  }
  /** What the demonstration made, until it is removed. */
  demonstration: {
    all(): Promise<Made[]>
    add(made: Made[]): Promise<void>
    /** Deletes what was recorded of these things: readings, marks, notes, alarms; a bounded number of rows a call, resolves to how many went. */
    forget(things: Made[]): Promise<number>
  }
  /** What keeps it. */
  kind: 'SQLite' | 'PostgreSQL'
  /** How often this database was opened for service before, counted durably by `open`: 0 for a new one. */
  run: number
  /**
   * Tells whenever the database's thread ends by itself, cannot be started again yet, or has lost its server, with the reason; with null
   * when it is back. While a server is away, readings, logs and alarms are still taken.
   */
  listen(listener: (fault: Fault | null) => void): void
  close(): Promise<void>
}

/** An alarm as it is now, or null when there is no such alarm any more; and what the journal says of it, if anything. */
export interface AlarmChange {
  id: string
  entry: AlarmEntry | null
  journal: JournalEntry | null
}

/** A page of a list; `before` is the `id` of the last one of the page before. */
interface PageQuery {
  before?: number | undefined
  limit: number
}

/** Which entries of the alarm journal. */
export interface JournalQuery extends PageQuery {
  alarm?: string | undefined
  source?: string | undefined
  vessel?: Id | undefined
  priority?: Priority | undefined
  /** A piece of the message, or of who did it. */
  text?: string | undefined
}

/** Which trips. */
export interface TripQuery extends PageQuery {
  vessel?: Id | undefined
  /** Only those that are latched, or only those that were reset. */
  latched?: boolean | undefined
}

/** Which notes. */
export interface NoteQuery {
  vessel: Id
  from: Instant
  to: Instant
  before?: Pick<Note, 'at' | 'id'> | undefined
  limit: number
}

/** Which log entries. */
export interface LogQuery extends PageQuery {
  /** This level and above. */
  level?: Level | undefined
  source?: string | undefined
  /** A piece of the message. */
  text?: string | undefined
}
