/** What a push is answered with. */
export type Answer = { status: number; body: Record<string, unknown>; headers?: Record<string, string> }

/** A refusal: one word for programs, a sentence for people. */
export function refusal(status: number, error: string, message: string): Answer {
  return { status, body: { error, message } }
}

/** Says how long to wait. */
export function tooMany(seconds: number, message: string): Answer {
  const body = { error: 'too many', message: `${message} Try again in ${seconds} s.` }
  return { status: 429, body, headers: { 'retry-after': String(seconds) } }
}

/** So many bodies are read at once, and this one is beyond them. */
export function busyNow(most: number): Answer {
  return tooMany(2, `${most} pushes are being read already.`)
}

/** What went wrong is ours. */
export function failed(): Answer {
  const message =
    'Something went wrong on my side; the log says what. Send the same again in a minute: what was imported already changes nothing.'
  return { ...refusal(500, 'failed', message), headers: { 'retry-after': '60' } }
}
