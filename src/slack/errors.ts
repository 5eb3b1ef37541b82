import { Invalid, PersonError } from '../lib/errors.ts'
import type { Log } from '../lib/log.ts'

/** An error as a person is told it: a sentence, what is wrong in which field, and a reference where it is a fault of ours. */
export type Told = { sentence: string; fields: Readonly<Record<string, string>>; reference?: string }

/** Puts an error into words. What nobody foresaw is logged under a reference that the person is given. */
export function tell(error: unknown, log: Log, reference: string, where: string): Told {
  if (error instanceof PersonError) {
    return { sentence: error.message, fields: error instanceof Invalid ? error.fields : {} }
  }
  if (cameTooLate(error)) {
    log.warn({ err: error, where }, 'a form came too late for Slack')
    return { sentence: 'That took me longer than Slack waits for a form. Click once more.', fields: {} }
  }
  log.error({ err: error, reference, where }, 'a request failed')
  return {
    sentence:
      'Something went wrong on my side and I could not finish this. What you typed is kept: try again in a minute. ' +
      'If it stays, tell whoever runs Drumbeat.',
    fields: {},
    reference,
  }
}

/** Slack opens a form only within three seconds of the click that asked for it. */
function cameTooLate(error: unknown): boolean {
  const code = (error as { data?: { error?: unknown } } | undefined)?.data?.error
  return typeof code === 'string' && /^(expired|exchanged|invalid)_trigger_id$|^trigger_expired$/.test(code)
}

/** Puts an error's sentences where a modal can show them: at their inputs, and the rest at the first one. */
export function errorsOf(told: Told, inputs: readonly string[]): Record<string, string> {
  const known = Object.entries(told.fields).filter(([field]) => inputs.includes(field))
  if (known.length > 0) return Object.fromEntries(known)
  const [first] = inputs
  return first === undefined
    ? {}
    : { [first]: told.reference ? `${told.sentence} Reference ${told.reference}.` : told.sentence }
}
