import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { Issue } from '../data/model/fault.ts'
import type { Refusal } from './api.ts'
import { offerUndo } from './elements/undo-toast.ts'

/** What people write and others may change meanwhile. */
interface Written {
  id: string
  name: string
  version: number
}

/** The same while it is being written. */
type Draft<Thing extends Written> = Omit<Thing, 'version'>

/** What is edited, and how it is kept. */
interface Kind<Thing extends Written> {
  /** "profile": what it is called in sentences. */
  word: string
  /** Where one goes when it was deleted. */
  list: string
  /** As the brewery has it; undefined: it does not, or no longer. */
  stored: () => Thing | undefined
  create: (draft: Draft<Thing>) => Promise<unknown>
  /** Fails with 412 when it is no longer at that version. */
  save: (draft: Draft<Thing>, version: number) => Promise<Thing>
  remove: (thing: Thing) => Promise<unknown>
  /** Why a draft cannot be saved yet, as the end of a sentence; empty: it can. */
  flaw: (draft: Draft<Thing>) => string
  /** Hears that the edits begin anew, and of each edit. */
  loaded?: () => void
  edited?: (draft: Draft<Thing>) => void
}

/** Edits whose page was left before they were saved, by what they are of: who comes back finds them. */
const left = new Map<string, { base: Written; draft: unknown }>()

/** A draft of something stored, on an element: follows what others save as long as nobody has written here. */
export class Editing<Thing extends Written> implements ReactiveController {
  /** What the edits began with. */
  base: Thing | undefined
  draft: Draft<Thing> | undefined
  /** What the brewery refused. */
  issues: Issue[] = []
  problem = ''
  /** Whether somebody tried to save. */
  tried = false
  /** Whether it is being saved. */
  saving = false
  readonly #host: ReactiveControllerHost & HTMLElement
  readonly #kind: Kind<Thing>

  constructor(host: ReactiveControllerHost & HTMLElement, kind: Kind<Thing>) {
    this.#host = host
    this.#kind = kind
    host.addController(this)
  }

  get stored(): Thing | undefined {
    return this.#kind.stored()
  }

  get dirty(): boolean {
    return this.base !== undefined && !isSame(this.draft, draftOf(this.base))
  }

  /** Whether somebody else has changed it since the edits began. */
  get overtaken(): boolean {
    if (this.saving || !this.stored || !this.base) return false
    // Versions go up also where it was deleted and made anew, or a backup was restored.
    return this.stored.version > this.base.version
  }

  hostUpdate(): void {
    const { stored } = this
    if (!stored) return
    if (this.base?.id !== stored.id) this.#begin(stored)
    // What is stored already need not be saved, whoever did it: this page may have been left while it was saving.
    else if (this.overtaken && (!this.dirty || isSame(this.draft, draftOf(stored)))) this.load(stored)
  }

  hostDisconnected(): void {
    if (!this.base) return
    if (this.dirty) left.set(this.#key(this.base), { base: this.base, draft: this.draft })
    else left.delete(this.#key(this.base))
  }

  #key = ({ id }: Written) => `${this.word} ${id}`

  #begin(stored: Thing): void {
    const edits = left.get(this.#key(stored))
    left.delete(this.#key(stored))
    this.load(stored)
    if (!edits) return
    this.base = edits.base as Thing
    this.edit(edits.draft as Draft<Thing>)
  }

  /** Gives the edits up. */
  revert(): void {
    if (this.stored) this.load(this.stored)
  }

  /** Begins anew with what is stored. */
  load(thing: Thing): void {
    this.base = thing
    this.draft = draftOf(thing)
    this.issues = []
    this.tried = false
    this.problem = ''
    this.#kind.loaded?.()
    this.#host.requestUpdate()
  }

  /** Goes on with the edits, to save them over what somebody else saved. */
  insist(): void {
    this.base = this.stored
    this.#host.requestUpdate()
  }

  edit(draft: Draft<Thing>): void {
    this.draft = draft
    this.problem = ''
    this.#kind.edited?.(draft)
    this.#host.requestUpdate()
  }

  rename(name: string): void {
    if (this.draft) this.edit({ ...this.draft, name })
  }

  async save(): Promise<void> {
    const { base, draft } = this
    if (!base || !draft || this.saving) return
    this.tried = true
    const flaw = this.#kind.flaw(draft)
    this.problem = flaw === '' ? '' : `Not saved: ${flaw}`
    this.#host.requestUpdate()
    if (flaw !== '') return
    const { save } = this.#kind
    this.saving = true
    try {
      const saved = await save(draft, base.version)
      // What was written meanwhile is still to be saved.
      if (this.draft === draft) this.load(saved)
      else this.base = saved
      offerUndo(this.#host, { text: `“${saved.name}” is saved`, undo: () => save(draftOf(base), saved.version) })
    } catch (error) {
      const { status, issues, message } = error as Refusal
      this.issues = issues
      // What somebody else saved comes over the connection, with a choice.
      this.problem = status === 412 ? 'Not saved: somebody else has changed it meanwhile.' : `Not saved: ${message}`
    }
    this.saving = false
    this.#host.requestUpdate()
    // Whoever left meanwhile finds what is still to be saved, and no more.
    if (!this.#host.isConnected) this.hostDisconnected()
  }

  async discard(): Promise<void> {
    const { stored } = this
    if (!stored) return
    const { remove, create, list } = this.#kind
    try {
      await remove(stored)
    } catch (error) {
      this.problem = (error as Error).message
      this.#host.requestUpdate()
      return
    }
    this.load(stored)
    offerUndo(this.#host, { text: `“${stored.name}” is deleted`, undo: () => create(draftOf(stored)) })
    location.hash = list
  }

  /** "profile" */
  get word(): string {
    return this.#kind.word
  }

  get list(): string {
    return this.#kind.list
  }
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

function draftOf<Thing extends Written>({ version: _, ...draft }: Thing): Draft<Thing> {
  return draft
}
