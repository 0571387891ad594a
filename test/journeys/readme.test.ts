import { execFile, spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { help } from '../../server/config.ts'
import { cleanUp, openHouse, type TestHouse } from './house.ts'

const root = resolve(import.meta.dirname, '../..')
const readme = readFileSync(join(root, 'README.md'), 'utf8')
const doors = readFileSync(join(root, 'server/gateways/README.md'), 'utf8')

/** Code blocks of one language. */
const blocks = (text: string, language: string) =>
  [...text.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))].map(([, code]) => code!)

let house: TestHouse

beforeAll(async () => {
  house = await openHouse()
  await house.until(() => house.brewery.vessel('kettle').quality === 'good')
})
afterAll(cleanUp)

/** The example as somebody would run it, but against this test's house. */
const here = (code: string) => code.replaceAll('localhost:8888', new URL(house.url).host)

const commands = blocks(readme, 'sh')
  .join('')
  .split('\n')
  .filter(line => line.startsWith('curl '))

test.each(commands)('%s', async command => {
  const { stdout } = await promisify(execFile)('sh', ['-c', `${here(command)} --silent --show-error --fail-with-body`])
  expect(JSON.parse(stdout)).not.toHaveProperty('code')
})

test('the commands are those one expects', () => {
  expect(commands).toHaveLength(4)
})

test('the set point of the example arrived', () => {
  expect(house.brewery.mode('kettle')).toEqual({ kind: 'constant', setPoint: 66 })
})

/** Runs a script until it has printed all of that. */
async function run(code: string, ...expected: RegExp[]): Promise<void> {
  const script = join(house.folder, 'example.js')
  writeFileSync(script, here(code))
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  try {
    await new Promise<void>((done, failed) => {
      const hear = (chunk: Buffer) => {
        printed += chunk
        if (expected.every(pattern => pattern.test(printed))) done()
      }
      child.stdout.on('data', hear)
      child.stderr.on('data', hear)
      child.on('exit', () => failed(new Error(`the script ended:\n${printed}`)))
    })
  } finally {
    child.kill()
  }
}

test('the script of the quick start runs', async () => {
  expect(blocks(readme, 'js')).toHaveLength(1)
  await run(blocks(readme, 'js')[0]!, /^48(\.\d+)? °C$/m, /action: 'published'/)
})

test('the script of the doors’ description runs', async () => {
  await run(`${blocks(doors, 'js')[0]!}\nsocket.addEventListener('message', () => console.log('heard'))`, /heard/)
})

test('every option that the help names is in README, with its environment variable', () => {
  const named = [...help.matchAll(/--[a-z-]+|MAELSTROM_[A-Z_]+(?:=off)?/g)]
    .map(([name]) => name)
    .filter(name => name !== '--help')
  expect(named.length).toBeGreaterThan(9)
  for (const name of named) expect(readme).toContain(`\`${name}\``)
})

test('every file that a README links to exists', async () => {
  const { existsSync } = await import('node:fs')
  const links = (text: string, folder: string) =>
    [...text.matchAll(/\]\((?!http|#)([^)#]+)[^)]*\)/g)].map(([, path]) => join(root, folder, path!))
  const all = [
    '',
    'data',
    'hardware',
    'hardware/firmware',
    'hardware/simulator',
    'server',
    'server/gateways',
    'client',
  ].flatMap(folder => links(readFileSync(join(root, folder, 'README.md'), 'utf8'), folder))
  expect(all.filter(path => !existsSync(path))).toEqual([])
})
