import { registerIconLibrary } from '@awesome.me/webawesome/dist/components/icon/library.js'
import { Connection, type Socket } from './connection.ts'
import './elements/brewery-app.ts'
import { iconUrl } from './icons.ts'
import { applyTheme } from './theme.ts'

applyTheme('system')
for (const library of ['default', 'system']) registerIconLibrary(library, { resolver: iconUrl })

const connection = new Connection({
  socket: () => new WebSocket(`${location.origin.replace(/^http/, 'ws')}/ws`) as unknown as Socket,
  now: () => Date.now(),
  after: (ms, action) => {
    const timer = setTimeout(action, ms)
    return () => clearTimeout(timer)
  },
  random: () => Math.random(),
})
addEventListener('online', () => connection.check())
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') connection.check()
})

const app = document.createElement('brewery-app')
app.connection = connection
document.body.prepend(app)
