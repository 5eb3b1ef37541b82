/** An error whose message is a sentence for people: what happened, why, and what to do now. */
export class PersonError extends Error {}

/** The thing that was named does not exist (any more). */
export class NotFound extends PersonError {
  override readonly name = 'NotFound'
}

/** The person has no right to do this. */
export class NotAllowed extends PersonError {
  override readonly name = 'NotAllowed'
}

/** Somebody or something else was there first. */
export class Conflict extends PersonError {
  override readonly name = 'Conflict'
}

/** What was given cannot be used; `fields` says why, by the name of the field. */
export class Invalid extends PersonError {
  override readonly name = 'Invalid'
  readonly fields: Readonly<Record<string, string>>
  constructor(message: string, fields: Readonly<Record<string, string>> = {}) {
    super(message)
    this.fields = fields
  }
}
