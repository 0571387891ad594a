import { readdir, readFile, readlink, realpath } from 'node:fs/promises'
import { SerialPort } from 'serialport'
import type { SerialPortInfo } from '../../data/model/board.ts'
import type { Clock } from '../../data/model/units.ts'
import type { Link } from './link.ts'
import { portLink } from './port.ts'

/** Programs that have a file open, as ` by node (4711)`; empty where the system does not tell. */
const holders = async (path: string): Promise<string> => {
  const found: string[] = []
  const device = await realpath(path).catch(() => path)
  const processes = await readdir('/proc').catch(() => [])
  for (const id of processes.filter(name => /^\d+$/.test(name))) {
    const files = await readdir(`/proc/${id}/fd`).catch(() => [])
    const targets = await Promise.all(files.map(file => readlink(`/proc/${id}/fd/${file}`).catch(() => '')))
    if (!targets.includes(device)) continue
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
export const serialLink = (path: string, baudRate: number, clock: Clock): Link =>
  portLink(
    () => new SerialPort({ path, baudRate }),
    clock,
    error => explain(error, path),
  )

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
