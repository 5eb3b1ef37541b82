import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api'
import { describe, expect, it } from 'vitest'
import { classify, errorCode, NothingShown } from '../../src/slack/outcome.ts'

const platform = (error: string) => new WebAPIPlatformError({ ok: false, error })
const network = (code: string, syscall?: string) =>
  new WebAPIRequestError(new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code, syscall }) }))

describe('what an error says about a post', () => {
  it.each([
    ['a rate limit', new WebAPIRateLimitedError(30), { kind: 'rate-limited', retryAfterMs: 30_000 }],
    ['a rate limit of no seconds', new WebAPIRateLimitedError(0), { kind: 'rate-limited', retryAfterMs: 100 }],
    ['a rate limit by code', platform('ratelimited'), { kind: 'rate-limited', retryAfterMs: 1_000 }],
    ['a refusal', platform('not_in_channel'), { kind: 'blocked', code: 'not_in_channel' }],
    ['a code nobody knows', platform('fatal_error'), { kind: 'uncertain' }],
    ['a page in place of an answer', platform('<html>Just a moment…</html>'), { kind: 'uncertain' }],
    ['a failure of Slack', new WebAPIHTTPError(503, 'Unavailable', {}), { kind: 'uncertain' }],
    ['a refused connection', network('ECONNREFUSED', 'connect'), { kind: 'never-left' }],
    ['a name that is not found', network('ENOTFOUND', 'getaddrinfo'), { kind: 'never-left' }],
    ['a connection that takes too long to open', network('UND_ERR_CONNECT_TIMEOUT'), { kind: 'never-left' }],
    ['a connection that breaks', network('ECONNRESET', 'read'), { kind: 'uncertain' }],
    [
      'an answer that takes too long',
      new WebAPIRequestError(new DOMException('timeout', 'TimeoutError')),
      { kind: 'uncertain' },
    ],
    ['an answer that breaks off', new TypeError('terminated'), { kind: 'uncertain' }],
    ['anything else', 'a string', { kind: 'uncertain' }],
    [
      'a lost reply to a step that shows nothing',
      new NothingShown('x', { cause: network('ECONNRESET') }),
      { kind: 'never-left' },
    ],
    [
      'a refusal of a step that shows nothing',
      new NothingShown('x', { cause: platform('missing_scope') }),
      { kind: 'blocked' },
    ],
  ])('%s', (_, error, outcome) => {
    expect(classify(error)).toMatchObject(outcome)
  })

  it('believes in "never left" only if every address was refused', () => {
    const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED', syscall: 'connect' })
    const reset = Object.assign(new Error('reset'), { code: 'ECONNRESET', syscall: 'read' })
    const tried = (...errors: Error[]) =>
      classify(new WebAPIRequestError(new TypeError('fetch failed', { cause: new AggregateError(errors) })))
    expect(tried(refused, refused).kind).toBe('never-left')
    expect(tried(refused, reset).kind).toBe('uncertain')
  })

  it('names the code of Slack where there is one', () => {
    expect(errorCode(new NothingShown('x', { cause: platform('file_not_found') }))).toBe('file_not_found')
    expect(errorCode(new Error('x'))).toBeNull()
  })
})
