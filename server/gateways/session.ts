import { alarmCommandOf } from '../../data/model/alarm.ts'
import { ClientMessage, type ServerMessage } from '../../data/model/channels.ts'
import { Fault } from '../../data/model/fault.ts'
import type { Cancel, Clock } from '../../data/model/units.ts'
import type { Alarms } from '../alarms.ts'
import type { Brewery } from '../brewery.ts'
import { type Hub, isWithin } from '../hub.ts'
import type { Recorder } from '../recorder.ts'

/** One client's side of the protocol; knows frames, not sockets. */
export interface Session {
  /** Answers one text frame. Never throws: what is wrong with it is answered with an error event. */
  receive(text: string): void
  close(): void
}

/** Most channels a client may subscribe to. */
const mostSubscriptions = 256

/** What a session needs of the house. */
export interface SessionParts {
  hub: Hub
  brewery: Pick<Brewery, 'owns'>
  alarms: Pick<Alarms, 'obey'>
  recorder: Pick<Recorder, 'keep'>
  clock: Pick<Clock, 'now'>
}

/** A client that just connected; `send` takes its text frames. */
export function createSession(
  { hub, brewery, alarms, recorder, clock }: SessionParts,
  send: (text: string) => void,
): Session {
  const subscriptions = new Map<string, Cancel>()
  const tell = (message: ServerMessage) => send(JSON.stringify(message))

  /** Who subscribed `data` and `data.kettle` gets each message once, by the wider of the two. */
  function covered(channel: string): boolean {
    for (const other of subscriptions.keys()) if (other !== channel && isWithin(channel, other)) return true
    return false
  }

  function subscribe(message: Extract<ClientMessage, { action: 'subscribe' }>): void {
    const { channel, since, retained } = message
    if (!subscriptions.has(channel)) {
      if (subscriptions.size >= mostSubscriptions) {
        throw new Fault(
          'refused',
          `${mostSubscriptions} subscriptions are the most a connection can have: subscribe a channel higher up`,
        )
      }
      subscriptions.set(
        channel,
        hub.subscribe(channel, event => {
          if (!covered(channel)) tell(event)
        }),
      )
    }
    const replay = since === undefined ? null : hub.replay(channel, since)
    const complete = replay ? { complete: replay.complete } : {}
    tell({ action: 'subscribed', ...idOf(message), channel, sequence: hub.sequence(channel), ...complete })
    for (const event of replay?.messages ?? (retained ? hub.retained(channel) : [])) tell(event)
  }

  function publish(message: Extract<ClientMessage, { action: 'publish' }>): void {
    const { channel, data } = message
    if (brewery.owns(channel))
      throw new Fault('refused', `channel "${channel}" is the brewery's own: publish on another one`)
    const published = (sequence: number) => tell({ action: 'published', ...idOf(message), channel, sequence })
    const command = alarmCommandOf(channel, data)
    const done = command
      ? alarms.obey(command).then(() => hub.sequence(channel))
      : recorder.keep(() => hub.publish(channel, data)).then(({ sequence }) => sequence)
    done.then(published).catch(error => refuse(message, error))
  }

  function refuse(message: unknown, error: Error): void {
    const code = error instanceof Fault ? error.code : 'internal'
    tell({ action: 'error', ...idOf(message), code, message: error.message })
  }

  function handle(message: ClientMessage): void {
    switch (message.action) {
      case 'subscribe':
        subscribe(message)
        break
      case 'unsubscribe':
        subscriptions.get(message.channel)?.()
        subscriptions.delete(message.channel)
        tell({ action: 'unsubscribed', ...idOf(message), channel: message.channel })
        break
      case 'publish':
        publish(message)
        break
      case 'ping':
        tell({ action: 'pong', ...idOf(message), at: clock.now() })
    }
  }

  return {
    receive(text) {
      let parsed: unknown
      try {
        parsed = JSON.parse(text)
        handle(check(parsed))
      } catch (error) {
        refuse(parsed, error instanceof Fault ? error : new Fault('invalid', `not JSON: ${(error as Error).message}`))
      }
    },
    close() {
      for (const cancel of subscriptions.values()) cancel()
      subscriptions.clear()
    },
  }
}

function check(parsed: unknown): ClientMessage {
  const result = ClientMessage.safeParse(parsed)
  if (result.success) return result.data
  const { path, message } = result.error.issues[0]!
  const actions = 'expected an object with an action: subscribe, unsubscribe, publish or ping'
  throw new Fault('invalid', path.length === 0 || path[0] === 'action' ? actions : `${path.join('.')}: ${message}`)
}

function idOf(message: unknown): { id?: number | string } {
  const id = (message as { id?: unknown } | null | undefined)?.id
  return typeof id === 'number' || typeof id === 'string' ? { id } : {}
}
