import type { Message } from '../../data/model/channels.ts'

/** Most messages a monitor keeps. */
export const mostKept = 500

/** A message that was heard, with its data as text. */
export interface Heard {
  message: Message
  text: string
}

/** Whether a message is on that channel or below it, or has the text in its channel or data; no filter fits all. */
export function fits({ message, text }: Heard, filter: string): boolean {
  const wanted = filter.trim().toLowerCase()
  return wanted === '' || message.channel.toLowerCase().includes(wanted) || text.toLowerCase().includes(wanted)
}

/** What a message is known by. */
export const keyOf = ({ channel, sequence }: Message): string => `${channel} ${sequence}`

/** The newest messages first, at most as many as are kept; after a gap the last of each channel are told again. */
export function keep(kept: Heard[], news: Message[]): Heard[] {
  const known = new Set(kept.map(({ message }) => keyOf(message)))
  const heard = news
    .slice(-mostKept)
    .filter(message => !known.has(keyOf(message)) && known.add(keyOf(message)))
    .map(message => ({ message, text: JSON.stringify(message.data) }))
  return [...heard.reverse(), ...kept].slice(0, mostKept)
}

/** The first words of channels, one subscription each. */
export const rootsOf = (channels: readonly { channel: string }[]): string[] => [
  ...new Set(channels.map(({ channel }) => channel.split('.', 1)[0]!)),
]
