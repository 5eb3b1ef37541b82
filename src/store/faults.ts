// What a database error means. pg, its adapter and Prisma each wrap the one below and leave the code in another place.

const GIVEN_UP = new Set(['P2034', '40001', '40P01'])

// Prisma: unreachable, closed, timed out while connecting. PostgreSQL: 08 connection, 57P01-57P03 stopped, crashed, starting.
const CONNECTION = new Set(['P1001', 'P1017', '57P01', '57P02', '57P03', '08000', '08001', '08003', '08004', '08006'])
const SOCKET = new Set(['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'])
const BROKEN_OFF = /Connection terminated|server closed the connection|Client has encountered a connection error/i

/** The database gave the transaction up for another one's sake (deadlock, write conflict): it was rolled back whole. */
export function wasGivenUp(error: unknown): boolean {
  return chain(error).some(({ code, kind }) => GIVEN_UP.has(code) || kind === 'TransactionWriteConflict')
}

/** There is no connection to the database, or there no longer is: it is stopped, starting, or out of reach. */
export function isDisconnected(error: unknown): boolean {
  return chain(error).some(
    ({ code, kind, message }) =>
      CONNECTION.has(code) ||
      SOCKET.has(code) ||
      kind === 'DatabaseNotReachable' ||
      kind === 'ConnectionClosed' ||
      BROKEN_OFF.test(message),
  )
}

type Link = { code: string; kind: string; message: string }

function chain(error: unknown): Link[] {
  const links: Link[] = []
  const waiting = [error]
  for (const link of waiting) {
    if (typeof link !== 'object' || link === null || waiting.length > 20) continue
    const fields: Record<string, unknown> = { ...link, message: Reflect.get(link, 'message') }
    links.push({
      code: string(fields.originalCode ?? fields.code),
      kind: string(fields.kind),
      message: string(fields.message),
    })
    waiting.push(Reflect.get(link, 'cause'), fields.meta, fields.driverAdapterError)
  }
  return links
}

function string(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
