// What a house has to bear: `noise.ts <url> <kind>`, until SIGTERM; then says how much of it there was.
import { WebSocket } from 'ws'

const [url, kind] = process.argv.slice(2) as [string, string]
const api = `${url}/api/v1`
const year = 365 * 86_400_000
let done = 0
let stopped = false

/** Twenty who listen to all, two who publish as fast as they are answered, a hundred messages at a time. */
async function hub(): Promise<void> {
  const open = async (hear: (text: string) => void) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/ws`)
    socket.on('message', data => hear(String(data)))
    await new Promise(resolve => socket.once('open', resolve))
    return socket
  }
  for (let n = 0; n < 20; n++) {
    const socket = await open(() => void done++)
    for (const channel of ['data', 'noise']) socket.send(JSON.stringify({ action: 'subscribe', channel }))
  }
  for (let n = 0; n < 2; n++) {
    let more = 0
    const publish = (socket: WebSocket) =>
      socket.send(
        JSON.stringify({
          action: 'publish',
          id: more++,
          channel: `noise.${more % 50}`,
          data: { value: more, text: 'x'.repeat(60) },
        }),
      )
    const socket = await open(text => {
      if (text.startsWith('{"action":"published"') && !stopped) publish(socket)
    })
    for (let ahead = 0; ahead < 100; ahead++) publish(socket)
  }
}

/** A year of each of the vessel's series, again and again. */
async function charts(): Promise<void> {
  while (!stopped) {
    const to = Date.now()
    const read = (series: string) => fetch(`${api}/readings/kettle.${series}?from=${to - year}&to=${to}&buckets=1000`)
    for (const answer of await Promise.all(['processValue', 'setPoint', 'output'].map(read))) await answer.arrayBuffer()
    done += 3
  }
}

/** The vessel's whole past as a table, again and again. */
async function exports(): Promise<void> {
  while (!stopped) {
    const answer = await fetch(`${api}/vessels/kettle/export?format=csv`)
    for await (const chunk of answer.body!) done += chunk.length
  }
}

/** Writes that are answered after their commit, so that the disk is synced all the time. */
async function commits(): Promise<void> {
  const headers = { 'Content-Type': 'application/json' }
  const entry = () => JSON.stringify({ at: Date.now(), level: 'info', source: 'noise', message: 'noise' })
  while (!stopped) {
    await (await fetch(`${api}/channels/logs`, { method: 'POST', headers, body: entry() })).arrayBuffer()
    done += 1
  }
}

process.once('SIGTERM', () => {
  stopped = true
  process.send!({ done })
  process.exit(0)
})
await { hub, charts, exports, commits }[kind]!()
