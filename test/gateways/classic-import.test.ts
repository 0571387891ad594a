import { copyFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { readOriginal } from '../../data/classic-import.ts'
import { importClassic } from '../../server/import-classic.ts'
import { cleanUp, openHouse, temporaryFolder } from '../journeys/house.ts'
import { ask } from './classic-client.ts'

afterEach(cleanUp)

const schema = `
CREATE TABLE appsetting (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR, value VARCHAR);
CREATE TABLE profile (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR, type VARCHAR);
CREATE TABLE "profileTemperature" (id INTEGER NOT NULL PRIMARY KEY, profile_id INTEGER REFERENCES profile (id),
  day NUMERIC, date DATETIME, temperature NUMERIC);
CREATE TABLE "profileEvent" (id INTEGER NOT NULL PRIMARY KEY, profile_id INTEGER REFERENCES profile (id),
  day NUMERIC, date DATETIME, "eventText" VARCHAR);
CREATE TABLE iocontroller (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR, address VARCHAR, port VARCHAR, socket VARCHAR);
CREATE TABLE iochamber (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR, iocontroller_id INTEGER);`

const rows = `
INSERT INTO profile VALUES (2, 'Ale', 'Fermentation'), (5, 'Ale', 'Mash'), (6, NULL, NULL), (7, 'Hot', 'Mash');
INSERT INTO "profileTemperature" VALUES (1, 2, 0, '2014-12-20 00:00:00.000000', 65.5), (2, 2, 3.5, NULL, 68),
  (3, 5, NULL, '2014-12-20 00:00:00.000000', 50), (4, 7, 0, NULL, 900);
INSERT INTO "profileEvent" VALUES (1, 2, 1, NULL, 'Dry hop');
INSERT INTO iocontroller VALUES (3, 'BrewPi One', '10.0.0.5', '1234', NULL), (4, 'New Controller', NULL, NULL, NULL);
INSERT INTO appsetting VALUES (1, 'logo', 'x.png'), (2, 'theme', NULL);
INSERT INTO iochamber VALUES (1, 'Lager', 3);`

function original(folder: string, more = rows): string {
  const path = join(folder, 'db')
  new Database(path).exec(schema + more).close()
  return path
}

const run = (...args: string[]) => importClassic(args, {}, () => 1_700_000_000_000)

test('profiles, controllers and settings come over, and nothing comes twice', async () => {
  const folder = temporaryFolder()
  const [path, database] = [original(folder), join(folder, 'maelstrom.sqlite')]
  const before = readFileSync(path)
  const report = (added: string[]) =>
    [
      `Took over from ${path} into ${database}, temperatures in °F:`,
      `  profiles:    ${added[0]}`,
      `  controllers: ${added[1]}`,
      `  settings:    ${added[2]}`,
      '  left behind: profile 7 "Hot": /points/0/temperature Too big: expected number to be <=200',
      '  left behind: 1 of iochamber: set up vessels, sensors and actuators instead',
    ].join('\n')
  const options = ['--unit', 'fahrenheit', '--database', database]
  expect(await run(path, ...options)).toBe(report(['3 added', '2 added', '2 added']))
  const twice = ['0 added, 3 already here', '0 added, 2 already here', '0 added, 2 already here']
  expect(await run(path, ...options)).toBe(report(twice))
  expect(readFileSync(path)).toEqual(before)

  const house = await openHouse({ folder })
  expect((await house.call('GET', '/profiles')).body.items).toMatchObject([
    {
      id: 'ale',
      by: 'elapsed',
      points: [
        { at: 0, temperature: expect.closeTo(18.61, 2) },
        { at: 302_400, temperature: 20, approach: 'ramp' },
      ],
      events: [{ at: 86_400, text: 'Dry hop' }],
    },
    { id: 'ale-2', by: 'date', points: [{ at: new Date(2014, 11, 20).getTime(), temperature: 10 }] },
    { id: 'profile', name: 'Profile', points: [{ at: 0, temperature: 20 }] },
  ])
  const settings = (await house.call('GET', '/settings')).body
  await house.call('PUT', '/settings', { ...settings, unit: 'fahrenheit' })
  const one =
    '"temperatures":[{"profileId":1,"days":0,"date":"2014-12-20T00:00:00","temperature":65.5},{"profileId":1,"days":3.5,"date":"","temperature":68}],"events":[{"profileId":1,"days":1,"date":"","eventText":"Dry hop"}]'
  expect(await ask(`${house.url}/profile/1`)).toBe(`200 {"profile":{"id":1,"name":"Ale","type":"Fermentation",${one}}}`)
  expect(await ask(`${house.url}/iocontrollers`)).toBe(
    '200 {"controllers":[{"id":3,"name":"BrewPi One","address":"10.0.0.5","port":"1234","socket":null},{"id":4,"name":"New Controller","address":null,"port":null,"socket":null}]}',
  )
  expect(await ask(`${house.url}/appsettings`)).toBe(
    '200 {"appsettings":[{"name":"logo","value":"x.png"},{"name":"theme","value":null}]}',
  )
})

test('it is refused while the house runs, and the house goes on', async () => {
  const house = await openHouse()
  const path = original(temporaryFolder())
  const target = ['--database', join(house.folder, 'maelstrom.sqlite')]
  await expect(run(path, ...target)).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('Stop it'),
  })
  expect((await house.call('GET', '/profiles')).status).toBe(200)
  await house.close()
  // A profile of the same name with another content is another profile.
  expect(await run(path, ...target)).toMatch(/profiles: +3 added/)
})

test.each([
  ['is not there', () => undefined, /There is no file/],
  ['is a text', (path: string) => writeFileSync(path, 'Pilsner malt\n'.repeat(100)), /cannot be read as an SQLite/],
  ['is empty', (path: string) => writeFileSync(path, ''), /no database of the original .* no table profile,/],
  [
    'is another program’s',
    (path: string) => new Database(path).exec('CREATE TABLE profile (id, name)').close(),
    /no database of the original Maelstrom: it has no table profileTemperature, iocontroller, appsetting/,
  ],
  [
    'is damaged',
    (path: string) => {
      original(join(path, '..'), `${rows} INSERT INTO appsetting VALUES (9, 'big', hex(zeroblob(20000)));`)
      truncateSync(path, 20_480)
    },
    /cannot be read as an SQLite database .* Close the original/,
  ],
  [
    'is damaged in the middle',
    (path: string) => {
      original(join(path, '..'))
      const bytes = readFileSync(path)
      writeFileSync(path, bytes.fill(0xa5, 8192, 16_384))
    },
    /cannot be read as an SQLite database/,
  ],
])('a file that %s is refused with advice, and no database is made', async (_, make, message) => {
  const folder = temporaryFolder()
  make(join(folder, 'db'))
  const database = join(folder, 'maelstrom.sqlite')
  await expect(run(join(folder, 'db'), '--database', database)).rejects.toMatchObject({
    code: 'unusable',
    message: expect.stringMatching(message),
  })
  expect(existsSync(database)).toBe(false)
})

test('what is too long is cut between letters, and does not come twice either', async () => {
  const folder = temporaryFolder()
  const path = original(
    folder,
    `INSERT INTO profile VALUES (1, '${'a'.repeat(59)}🍺 Ale', 'Mash');
     INSERT INTO "profileEvent" VALUES (1, 1, 1, NULL, '${'b'.repeat(299)} hops');
     INSERT INTO iocontroller VALUES (1, '${'c'.repeat(99)}🍺', NULL, NULL, NULL);`,
  )
  const database = join(folder, 'maelstrom.sqlite')
  await run(path, '--database', database)
  const report = await run(path, '--database', database)
  expect(report).toContain('profiles:    0 added, 1 already here')
  expect(report).toContain('controllers: 0 added, 1 already here')
  const house = await openHouse({ folder })
  const { name, events } = (await house.call('GET', '/profiles')).body.items[0]
  expect([name, events[0].text]).toEqual(['a'.repeat(59), 'b'.repeat(299)])
})

test('what the original was writing when it was killed is taken back, and its files stay as they are', async () => {
  const folder = temporaryFolder()
  const path = original(folder)
  const killed = new Database(path)
  // So little memory that what is not committed is in the file already.
  killed.exec(`PRAGMA cache_size = 2; BEGIN; UPDATE profile SET name = 'Half';
    INSERT INTO appsetting VALUES (9, 'big', hex(zeroblob(50000)))`)
  for (const ending of ['', '-journal']) copyFileSync(path + ending, join(folder, `killed${ending}`))
  killed.close()
  const before = ['killed', 'killed-journal'].map(name => readFileSync(join(folder, name)))
  const database = join(folder, 'maelstrom.sqlite')
  expect(await run(join(folder, 'killed'), '--unit', 'fahrenheit', '--database', database)).toMatch(
    /settings: +2 added/,
  )
  expect(['killed', 'killed-journal'].map(name => readFileSync(join(folder, name)))).toEqual(before)
  const house = await openHouse({ folder })
  expect((await house.call('GET', '/profiles')).body.items[0]).toMatchObject({ name: 'Ale' })
})

test('an event without words and letters that PostgreSQL cannot keep hold nothing up', async () => {
  const folder = temporaryFolder()
  const path = original(
    folder,
    `INSERT INTO profile VALUES (1, 'Al' || char(0) || 'e', 'Mash');
     INSERT INTO "profileEvent" VALUES (1, 1, 1, NULL, NULL);
     INSERT INTO appsetting VALUES (1, 'greeting', 'Pro' || char(0) || 'st');`,
  )
  const { profiles, settings, left } = readOriginal(path, 'celsius')
  expect(left).toEqual([])
  expect(profiles).toMatchObject([{ name: 'Al\ufffde', notes: { events: [{ days: 1, eventText: '' }] } }])
  expect(settings).toEqual([{ name: 'greeting', value: 'Pro\ufffdst' }])
})

test('our own database is no original', async () => {
  const house = await openHouse()
  await expect(run(join(house.folder, 'maelstrom.sqlite'))).rejects.toThrow('belongs to this Maelstrom')
})

test.each([
  [[], /Usage/],
  [['a', 'b'], /Usage/],
  [['a', '--unit', 'kelvin'], /expected celsius or fahrenheit/],
  [['a', '--nonsense'], /Usage/],
])('%j is explained', async (args, message) => {
  await expect(run(...args)).rejects.toMatchObject({ code: 'invalid', message: expect.stringMatching(message) })
})
