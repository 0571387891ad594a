import type { Request } from './drive.ts'

/** What a drive gets of what it asked for. */
export interface Grant {
  request: Request
  output: number
  budgeted: boolean
}

/**
 * Shares out the power budget (watts; null: no limit). Who may not switch off yet comes first, then the order of the
 * requests is their priority. A PWM output gets what is left, a switch all or nothing, and a heater nothing behind a relay
 * that got less than it needs to close. The grants come with those that fall first, so that the sum is never above the
 * budget in between either.
 */
export function allot(requests: Request[], budget: number | null): Grant[] {
  const held = requests.filter(request => request.held)
  let left = held.reduce((sum, request) => sum - wattsOf(request), budget ?? Number.POSITIVE_INFINITY)
  let open = false
  const grants = requests.map(request => {
    const { use, power, driver } = request.drive.actuator
    const fits = request.held || wattsOf(request) <= Math.max(0, left)
    const part = driver.kind === 'pwm' && power > 0 ? Math.max(0, Math.floor((left / power) * 100)) : 0
    const most = open && use === 'heater' ? 0 : fits ? request.output : part
    const output = Math.min(most, request.output)
    if (!request.held) left -= (power * output) / 100
    const budgeted = output < request.output
    open ||= use === 'master' && budgeted
    return { request, output, budgeted }
  })
  return grants.sort((a, b) => riseOf(a) - riseOf(b))
}

const wattsOf = ({ drive, output }: Request) => (drive.actuator.power * output) / 100

/**
 * By how many percent an output rises above what its device was told last; below 0: it falls. The relay in front of heaters
 * counts as one that hardly does: it closes before they rise and opens after they fell, without a load.
 */
const riseOf = ({ request: { drive }, output }: Grant) =>
  (output - (drive.told ?? 0)) * (drive.actuator.use === 'master' ? 1e-3 : 1)
