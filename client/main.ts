import { registerIconLibrary } from '@awesome.me/webawesome/dist/components/icon/library.js'
import { Connection, type Socket } from './connection.ts'
import { device } from './device.ts'
import './elements/brewery-app.ts'
import { iconUrl } from './icons.ts'
import { Signals } from './signals.ts'
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

const signals = new Signals(device)
addEventListener('storage', () => signals.refresh())
navigator.permissions?.query({ name: 'notifications' }).then(
  status => {
    status.onchange = () => signals.refresh()
  },
  () => {},
)
const touched = () => {
  // Not every key counts as a touch for the browser; where it does not tell, the event itself has to do.
  if (navigator.userActivation && !navigator.userActivation.hasBeenActive) return
  signals.unlock()
  for (const event of touches) removeEventListener(event, touched)
}
const touches = ['click', 'keydown']
for (const event of touches) addEventListener(event, touched)

const app = document.createElement('brewery-app')
app.connection = connection
app.signals = signals
document.body.prepend(app)
