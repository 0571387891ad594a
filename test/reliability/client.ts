import { Agent, request } from 'node:http'

/** A client of the REST interface that is told the truth: what was answered, or that nothing was. */
export interface Client {
  /** Resolves to what was answered with 2xx; rejects with `Refused`, or with the socket's error when there was no answer. */
  // biome-ignore lint/suspicious/noExplicitAny: parsed JSON of whatever shape the caller expects
  call(method: string, path: string, body?: unknown): Promise<any>
  close(): void
}

/** The house answered, and did not do it. */
export class Refused extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(`${status}: ${message}`)
    this.status = status
  }
}

/** Calls the house at `url` over connections it keeps. */
export function client(url: string): Client {
  const agent = new Agent({ keepAlive: true })
  return {
    call: (method, path, body) =>
      new Promise((resolve, reject) => {
        const sent = body === undefined ? '' : JSON.stringify(body)
        const headers = sent ? { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(sent) } : {}
        const asked = request(`${url}/api/v1${path}`, { method, agent, headers }, answer => {
          let text = ''
          answer.setEncoding('utf8').on('data', chunk => (text += chunk))
          answer.once('error', reject)
          answer.once('end', () => {
            const { statusCode = 0 } = answer
            if (statusCode >= 200 && statusCode < 300) resolve(text && JSON.parse(text))
            else reject(new Refused(statusCode, text))
          })
        })
        asked.once('error', reject)
        asked.end(sent)
      }),
    close: () => agent.destroy(),
  }
}
