import { z } from 'zod'

/** What a logo may be. */
export const LogoType = z.enum(['image/png', 'image/jpeg', 'image/webp', 'image/svg+xml'])
export type LogoType = z.infer<typeof LogoType>

/** Most bytes a logo may have. */
export const largestLogo = 200_000

/** The brewery's logo. */
export const Logo = z.strictObject({
  type: LogoType,
  bytes: z.instanceof(Uint8Array).refine(({ length }) => length > 0 && length <= largestLogo, {
    message: `expected at most ${largestLogo / 1000} kB`,
  }),
})
export type Logo = z.infer<typeof Logo>
