import {
  WebAPIFileUploadInvalidArgumentsError,
  WebAPIFileUploadReadFileDataError,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api'
import { refusalOf } from '../domain/refusal.ts'

/** What an error of a call says about its effect in Slack. */
export type Failure =
  | { kind: 'rate-limited'; retryAfterMs: number }
  | { kind: 'never-left'; reason: string }
  | { kind: 'blocked'; code: string }
  | { kind: 'uncertain'; reason: string }

/** Wraps a failure of a step that shows nothing to anybody, so that it can be repeated without a second thought. */
export class NothingShown extends Error {
  override readonly name = 'NothingShown'
}

const LEAST_WAIT_MS = 100
const RATE_CODES = ['ratelimited', 'rate_limited']

/** Says what an error means for a post: only what is known for sure is called by its name, all else is uncertain. */
export function classify(error: unknown): Failure {
  if (error instanceof NothingShown) return nothingShown(error)
  if (error instanceof WebAPIRateLimitedError) return rateLimited(error.retryAfter)
  if (error instanceof WebAPIPlatformError) return classifyCode(error)
  if (error instanceof WebAPIHTTPError) return { kind: 'uncertain', reason: `HTTP ${error.statusCode}` }
  if (error instanceof WebAPIRequestError && neverConnected(error.original)) {
    return { kind: 'never-left', reason: error.original.message }
  }
  if (error instanceof WebAPIFileUploadInvalidArgumentsError || error instanceof WebAPIFileUploadReadFileDataError) {
    return { kind: 'blocked', code: 'invalid_arguments' }
  }
  return { kind: 'uncertain', reason: error instanceof Error ? error.message : 'unknown' }
}

/** The error code of Slack in an error, or null where it has none. */
export function errorCode(error: unknown): string | null {
  const cause = error instanceof NothingShown ? error.cause : error
  return cause instanceof WebAPIPlatformError ? cause.data.error : null
}

function nothingShown(error: NothingShown): Failure {
  const failure = classify(error.cause)
  return failure.kind === 'uncertain' ? { kind: 'never-left', reason: failure.reason } : failure
}

function classifyCode(error: WebAPIPlatformError): Failure {
  const code = error.data.error
  if (RATE_CODES.includes(code)) return rateLimited(error.data.response_metadata?.retryAfter ?? 1)
  // A reply that is no JSON arrives here as well, with its whole text as the code.
  return refusalOf(code) ? { kind: 'blocked', code } : { kind: 'uncertain', reason: String(code).slice(0, 200) }
}

function rateLimited(seconds: number): Failure {
  return { kind: 'rate-limited', retryAfterMs: Math.max(seconds * 1_000, LEAST_WAIT_MS) }
}

function neverConnected(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code, syscall } = error as NodeJS.ErrnoException
  if (syscall === 'connect' || syscall === 'getaddrinfo' || code === 'UND_ERR_CONNECT_TIMEOUT') return true
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(neverConnected)
  return neverConnected(error.cause)
}
