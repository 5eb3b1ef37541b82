import { pino } from 'pino'

/** A structured log: fields first, then a message that never varies. An error means that a person must act. */
export type Log = {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const

const SECRETS = ['token', '*.token', 'botToken', 'appToken', 'authorization', '*.authorization', 'databaseUrl']

/** Makes the process's log: JSON lines on stderr, so that stdout stays a command's own, with secrets cut out. */
export function createLog(level: (typeof LOG_LEVELS)[number]): Log {
  return pino({ level, base: null, redact: SECRETS, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2))
}

/** A log that keeps nothing, for tests and for commands whose output is data. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} }
