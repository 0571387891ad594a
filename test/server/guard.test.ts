import { hostname } from 'node:os'
import { isOurHost } from '../../server/http/guard.ts'

test.each([
  'localhost',
  'localhost:8888',
  'LOCALHOST.:8888',
  '127.0.0.1:8888',
  '127.0.0.1.',
  '[::1]:8888',
  'my_brewery:8888',
  hostname(),
  `${hostname()}.local.:8888`,
  undefined,
])('%s names this machine, or nobody', host => expect(isOurHost(host, 'my_brewery')).toBe(true))

test.each([
  '',
  '.',
  ':8888',
  'evil.example',
  'localhost..',
  'localhost.evil',
  'evil:fake@localhost',
  'localhost:999999',
])('%j does not', host => expect(isOurHost(host, '127.0.0.1')).toBe(false))
