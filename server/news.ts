import type { Hub } from './hub.ts'

/** Publishes facts, each only when it differs from what was published on its channel before. */
export interface News {
  publish(channel: string, fact: object): void
  /** Forgets the channels right below a prefix that tell of anything but these. */
  keep(prefix: string, things: readonly { id: string }[]): void
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
    keep(prefix, things) {
      const ids = new Set(things.map(({ id }) => id))
      for (const channel of published.keys()) {
        const id = channel.slice(prefix.length)
        if (!channel.startsWith(prefix) || id.includes('.') || ids.has(id)) continue
        published.delete(channel)
        hub.forget(channel)
      }
    },
  }
}
