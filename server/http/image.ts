import { Fault } from '../../data/model/fault.ts'
import { type Logo, type LogoType, largestLogo } from '../../data/model/logo.ts'

const begins = (bytes: Buffer, at: number, sign: string) =>
  bytes.subarray(at, at + sign.length).toString('latin1') === sign

/** How each kind of image is known: by its content, whatever name or type it was sent with. */
const kinds: Record<LogoType, (bytes: Buffer) => boolean> = {
  'image/png': bytes => begins(bytes, 0, '\x89PNG\r\n\x1a\n'),
  'image/jpeg': bytes => begins(bytes, 0, '\xff\xd8\xff'),
  'image/webp': bytes => begins(bytes, 0, 'RIFF') && begins(bytes, 8, 'WEBP'),
  'image/svg+xml': bytes => isSvg(bytes.toString('utf8')),
}

/** The element comes first; only a byte order mark, an XML declaration, comments and a document type may stand before it. */
function isSvg(text: string): boolean {
  const before =
    /^\ufeff?\s*(<\?xml[^>]*\?>\s*)?(<!--(?:(?!-->)[\s\S])*-->\s*)*(<!DOCTYPE svg[^>[]*>\s*)?(<!--(?:(?!-->)[\s\S])*-->\s*)*/i
  return /^<svg[\s>]/.test(text.replace(before, ''))
}

/** The logo in a base64 text. Fails with `invalid` when it is no image of a kind that can be shown, or too large. */
export function readLogo(base64: string): Logo {
  const bytes = Buffer.from(base64, 'base64')
  const wrong = (message: string) => new Fault('invalid', message, [{ pointer: '/data', message }])
  if (bytes.length > largestLogo) {
    throw wrong(`the logo has ${Math.ceil(bytes.length / 1000)} kB: expected at most ${largestLogo / 1000} kB`)
  }
  const kind = Object.entries(kinds).find(([, fits]) => fits(bytes))
  if (!kind) throw wrong('this is no image that can be shown: expected PNG, JPEG, WebP or SVG')
  return { type: kind[0] as LogoType, bytes }
}

/** An SVG may carry scripts; opened by itself it is shown in a sandbox where none run and nothing is fetched. */
export const logoPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
