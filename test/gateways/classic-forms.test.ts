import { cleanUp, openHouse, type TestHouse } from '../journeys/house.ts'
import { ask } from './classic-client.ts'

let house: TestHouse

beforeEach(async () => {
  house = await openHouse({ demo: false })
})
afterEach(cleanUp)

const get = (path: string) => ask(house.url + path)
const post = (path: string, body: unknown) => ask(house.url + path, 'POST', body)
const success = '200 {"status":"success"}'

describe('what the client sent before it sent JSON', () => {
  const form = (field: string, value: unknown) => String(new URLSearchParams({ [field]: JSON.stringify(value) }))

  test('settings, profiles and controllers in a form are taken as well', async () => {
    const settings = [{ name: 'breweryLogo', value: 's/img/logo-fff.png' }, { name: 'themeStylesheet' }]
    expect(await post('/appsettings', form('settings', settings))).toBe(success)
    const kept = '{"name":"breweryLogo","value":"s/img/logo-fff.png"},{"name":"themeStylesheet","value":null}'
    expect(await get('/appsettings')).toBe(`200 {"appsettings":[${kept}]}`)

    const temperatures = [{ days: '0', temperature: '65.5', date: '2026-11-20T09:36:43' }]
    const profile = { name: 'Old & brown = 100 %', type: 'Mash', temperatures, events: [] }
    expect(await post('/profiles', form('profile', profile))).toBe(success)
    expect(await post('/profile/1', form('profile', { ...profile, id: 1, type: 'Fermentation' }))).toBe(success)
    expect(await get('/profile/1')).toBe(
      '200 {"profile":{"id":1,"name":"Old & brown = 100 %","type":"Fermentation","temperatures":[{"profileId":1,"days":0,"date":"2026-11-20T09:36:43","temperature":65.5}],"events":[]}}',
    )

    expect(await post('/iocontrollers', form('iocontroller', { name: 'New Controller' }))).toBe(success)
    const one = { id: 1, name: 'BrewPi One', address: '10.0.0.5', port: '1234', socket: '/tmp/brewpi.socket' }
    expect(await post('/iocontroller/1', form('iocontroller', one))).toBe(success)
    expect(await get('/iocontrollers')).toBe(`200 {"controllers":[${JSON.stringify(one)}]}`)
  })

  test('JSON that a script calls a form is JSON', async () => {
    expect(await post('/iocontrollers', '{"name":"a=b&settings"}')).toBe(success)
    expect(await get('/iocontroller/1')).toMatch('"name":"a=b&settings"')
  })

  test.each(['settings={', 'name=theme&value=dark', ''])('a form like "%s" is told to be wrong', async body => {
    expect(await post('/appsettings', body)).toMatch(/^400 .*not valid JSON/)
  })
})
