import { PersonError } from './errors.ts'

/** An error for the operator's terminal: its sentence, and where it has one its cause. */
export function explain(error: unknown): string {
  if (error instanceof PersonError) return error.message
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause instanceof Error && error.cause.message !== error.message ? ` (${error.cause.message})` : ''
  return `${error.message}${cause}`
}
