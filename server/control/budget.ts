import type { Request } from './drive.ts'

/** What a drive gets of what it asked for. */
export interface Grant {
  request: Request
  output: number
  budgeted: boolean
}

/**
 * Shares out the power budget (watts; null: no limit). Who may not switch off yet comes first, then the order of the
 * requests is their priority. A PWM output gets what is left, a switch all or nothing. The grants come with those that
 * fall first, so that the sum is never above the budget in between either.
 */
export function allot(requests: Request[], budget: number | null): Grant[] {
  let left = budget ?? Number.POSITIVE_INFINITY
  const grants = [...requests.filter(r => r.held), ...requests.filter(r => !r.held)].map(request => {
    const { power, driver } = request.drive.actuator
    const watts = (power * request.output) / 100
    const fits = watts <= left || request.held
    const part = driver.kind === 'pwm' && power > 0 ? Math.max(0, Math.floor((left / power) * 100)) : 0
    const output = fits ? request.output : Math.min(part, request.output)
    left -= (power * output) / 100
    return { request, output, budgeted: output < request.output }
  })
  return grants.sort((a, b) => riseOf(a) - riseOf(b))
}

/**
 * By how many percent an output rises above what its device was told last; below 0: it falls. The relay in front of heaters
 * counts as one that hardly does: it closes before they rise and opens after they fell, without a load.
 */
const riseOf = ({ request: { drive }, output }: Grant) =>
  (output - (drive.told ?? 0)) * (drive.actuator.use === 'master' ? 1e-3 : 1)
