import type { Rendered } from '../messenger.ts'
import type { Drawing } from './desk.ts'

/** A message as something to post. */
export function message(rendered: Rendered): Drawing {
  return { kind: 'message', ...rendered }
}

/** Nothing to post, and why. */
export function nothing(reason: string): Drawing {
  return { kind: 'nothing', reason }
}
