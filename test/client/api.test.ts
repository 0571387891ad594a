import { call, Refusal } from '../../client/api.ts'

const { fetch } = globalThis
afterEach(() => {
  globalThis.fetch = fetch
})

/** What a call fails with when it is answered like this. */
async function failure(answer: () => Promise<Response>): Promise<unknown> {
  globalThis.fetch = answer
  return call('/settings').then(
    () => 'nothing',
    error => error,
  )
}

const broken = () =>
  new ReadableStream({
    pull(controller) {
      controller.error(new TypeError('terminated'))
    },
  })

test.each([
  ['no server', () => Promise.reject(new TypeError('Failed to fetch')), 0, /^The brewery cannot be reached/],
  [
    'a page of the network',
    async () => new Response('<html>Log in</html>'),
    0,
    /^The answer of the brewery could not be read/,
  ],
  ['a line that breaks', async () => new Response(broken()), 0, /^The answer of the brewery could not be read/],
  ['a proxy', async () => new Response('<html>', { status: 502 }), 502, /^The brewery answered 502/],
  ['a refusal', async () => Response.json({ detail: 'Not yet.' }, { status: 503 }), 503, /^Not yet/],
])('%s is a refusal in a sentence', async (_, answer, status, words) => {
  const error = await failure(answer)
  expect(error).toBeInstanceOf(Refusal)
  expect(error).toMatchObject({ status, message: expect.stringMatching(words) })
})
