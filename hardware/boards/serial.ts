import { readdir, readFile, readlink } from 'node:fs/promises'
import { SerialPort } from 'serialport'
import type { SerialPortInfo } from '../../data/model/board.ts'
import type { Link } from './link.ts'

/** Programs that have a file open, as ` by node (4711)`; empty where the system does not tell. */
const holders = async (path: string): Promise<string> => {
  const found: string[] = []
  const processes = await readdir('/proc').catch(() => [])
  for (const id of processes.filter(name => /^\d+$/.test(name))) {
    const files = await readdir(`/proc/${id}/fd`).catch(() => [])
    const targets = await Promise.all(files.map(file => readlink(`/proc/${id}/fd/${file}`).catch(() => '')))
    if (!targets.includes(path)) continue
    const name = await readFile(`/proc/${id}/comm`, 'utf8').catch(() => 'a program')
    found.push(Number(id) === process.pid ? `this program (${id})` : `${name.trim()} (${id})`)
  }
  return found.length > 0 ? ` by ${found.join(' and ')}` : ''
}

/** Why a port does not open, for people. */
export const explain = async (error: Error, path: string): Promise<string> => {
  const { message } = error
  if (/cannot lock|resource busy|access denied/i.test(message)) return `the port ${path} is taken${await holders(path)}`
  if (/no such file|file not found|no such device/i.test(message))
    return `there is no port ${path}: is the board plugged in?`
  if (/permission denied/i.test(message)) return `no permission to open ${path}: on Linux, join the group "dialout"`
  return `the port ${path} does not open: ${message.replace(/^Error:? */, '')}`
}

/** A board on a serial port. Opening resets most Arduinos. */
export const serialLink = (path: string, baudRate: number): Link => ({
  open(listener) {
    const port = new SerialPort({ path, baudRate, autoOpen: false })
    let over = false
    const end = (reason: string) => {
      if (over) return
      over = true
      listener.closed(reason)
    }
    const close = () => new Promise<void>(resolve => (port.isOpen ? port.close(() => resolve()) : resolve()))
    const opening = new Promise<void>(resolve => {
      port.open(error => {
        resolve()
        if (error) explain(error, path).then(end, () => end(error.message))
        else if (!over) listener.opened()
      })
    })
    port.on('data', (bytes: Buffer) => {
      if (!over) listener.data(bytes)
    })
    port.on('close', () => end(`the port ${path} is gone: was the board unplugged?`))
    port.on('error', error => end(`the port ${path} failed: ${error.message}`))

    return {
      write(bytes) {
        if (!over && port.isOpen) port.write(Buffer.from(bytes))
      },
      async close() {
        over = true
        // A port cannot be closed while it opens.
        await opening
        await close()
      },
    }
  },
})

/** Serial ports of this machine; where the system cannot list them, what is in /dev. */
export const listSerialPorts = async (
  list: () => Promise<SerialPortInfo[]> = SerialPort.list,
): Promise<SerialPortInfo[]> => {
  try {
    const ports = await list()
    return (
      ports
        // Of the ports that every PC claims to have, only those with something behind are worth a choice.
        .filter(port => !/^\/dev\/ttyS\d+$/.test(port.path) || port.vendorId !== undefined)
        .map(({ path, manufacturer, serialNumber, vendorId, productId }) => ({
          path,
          ...(manufacturer && { manufacturer }),
          ...(serialNumber && { serialNumber }),
          ...(vendorId && { vendorId }),
          ...(productId && { productId }),
        }))
    )
  } catch {
    const names = await readdir('/dev').catch(() => [])
    return names.filter(name => /^(tty(ACM|USB|AMA)\d+|cu\.usb.*)$/.test(name)).map(name => ({ path: `/dev/${name}` }))
  }
}
