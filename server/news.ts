import type { Hub } from './hub.ts'

/** Publishes facts, each only when it differs from what was published on its channel before. */
export interface News {
  publish(channel: string, fact: object): void
  /** What the channel told of is no more. */
  forget(channel: string): void
}

/** Nothing published yet. */
export function createNews(hub: Pick<Hub, 'publish' | 'forget'>): News {
  const published = new Map<string, string>()
  return {
    publish(channel, fact) {
      const text = JSON.stringify(fact)
      if (published.get(channel) === text) return
      published.set(channel, text)
      hub.publish(channel, fact)
    },
    forget(channel) {
      published.delete(channel)
      hub.forget(channel)
    },
  }
}
