import type { ProblemCode } from '../../domain/import/source.ts'
import { PersonError } from '../../lib/errors.ts'

/** What keeps a warehouse from being read: a sentence with its fix, and whether it may pass by itself. It never holds the address. */
export class WarehouseFault extends PersonError {
  override readonly name = 'WarehouseFault'
  readonly code: ProblemCode
  constructor(code: ProblemCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
