import { describe, expect, it } from 'vitest'
import { silentLog } from '../../src/lib/log.ts'
import { withPatience } from '../../src/slack/patience.ts'

describe('work that nobody will ask for again', () => {
  it('is tried until it succeeds, and then no more', async () => {
    let tries = 0
    const work = async () => {
      tries++
      if (tries < 3) throw new Error('the database is away')
    }
    await withPatience({ log: silentLog }, 'event', work, [1, 1, 1])
    expect(tries).toBe(3)
  })

  it('is given up in the end, and the operator is told', async () => {
    const errors: string[] = []
    const log = { ...silentLog, error: (_: object, message: string) => void errors.push(message) }
    const work = async () => {
      throw new Error('gone for good')
    }
    await withPatience({ log }, 'event', work, [1, 1])
    expect(errors).toEqual(['an event could not be handled'])
  })
})
