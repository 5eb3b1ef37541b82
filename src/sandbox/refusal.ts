import type { Json } from './json.ts'

/** Slack's way to say no: a code, and sometimes details beside it. */
export class Refusal extends Error {
  readonly code: string
  readonly details: Json
  constructor(code: string, details: Json = {}) {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.details = details
  }
}
