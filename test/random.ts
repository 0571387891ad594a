import fc from 'fast-check'

/**
 * Where tests begin that draw at random: everywhere the same, so that a run can be repeated.
 * `SEED=$(date +%s) npm test` looks where nobody has looked yet.
 */
export const seed = Number(process.env.SEED ?? 1)

fc.configureGlobal({ seed })

/** fast-check, which draws from this seed. */
export { fc }
