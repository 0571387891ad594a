import type { Board } from '../data/model/board.ts'
import { Fault } from '../data/model/fault.ts'

type CloudAddress = { kind: 'cloud'; deviceId: string; accessToken?: string | undefined; api: string }
type Body = Omit<Board, 'version'>

/** A board as anybody may see it. */
export function withoutSecrets<B extends Body>(board: B): B {
  const address = cloudAddress(board)
  if (!address) return board
  const { accessToken: _, ...shown } = address
  return { ...board, transport: { kind: 'particle', address: shown } }
}

/**
 * A board as it is kept: a token that was left out is the one before, as long as it goes to the same place for the same
 * device. Else it would be sent to whomever the change names. Fails with `invalid` when there is none.
 */
export function withSecretsOf<B extends Body>(before: Body | undefined, board: B): B {
  const address = cloudAddress(board)
  if (!address || address.accessToken !== undefined) return board
  const known = before && cloudAddress(before)
  const accessToken = known?.deviceId === address.deviceId && known.api === address.api ? known.accessToken : undefined
  if (accessToken === undefined) {
    const message = 'expected an access token of the Particle cloud'
    throw new Fault('invalid', `board "${board.id}" needs an access token for its device`, [
      { pointer: '/transport/address/accessToken', message },
    ])
  }
  return { ...board, transport: { kind: 'particle', address: { ...address, accessToken } } }
}

function cloudAddress({ transport }: Body): CloudAddress | null {
  return transport.kind === 'particle' && transport.address.kind === 'cloud' ? transport.address : null
}
