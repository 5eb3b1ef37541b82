import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../src/store/database.ts'
import { createTestDatabase } from '../support/database.ts'
import { type Stage, setStage } from './delivery-stage.ts'
import type { Misfortune } from './fake-slack.ts'

const REVIEWS = 15
const REPLIES = 9
const ROUNDS_AT_MOST = 120

let db: Awaited<ReturnType<typeof createTestDatabase>>
beforeAll(async () => {
  db = await createTestDatabase()
})
afterAll(() => db.close())

describe('three replicas that are killed at random, on a network that fails at random', () => {
  it.each([1, 2, 3])('post everything once and in order (chance %i)', { timeout: 120_000 }, async (seed) => {
    const stage = await setStage(db)
    const random = randomFrom(seed)
    await sayAll(stage)
    stage.slack.plan = (method) => misfortune(method, random)

    for (let round = 0; round < ROUNDS_AT_MOST && !(await isQuiet(stage)); round += 1) {
      await Promise.allSettled(
        [1, 2, 3].map(() => stage.announcer({ db: mortal(db, random), settings: { retryBlockedMs: 30_000 } }).run()),
      )
      // Twenty seconds later: what was asked for lands now if it was on its way, long before anyone would look for it.
      stage.slack.landLate()
      await stage.pass(20_000)
    }

    expect(stage.slack.texts().toSorted()).toEqual(expected().flat().toSorted())
    for (const thread of expected()) {
      expect(stage.slack.texts().filter((text) => thread.includes(text))).toEqual(thread)
    }
    expect((await stage.rows()).every((row) => row.state === 'sent')).toBe(true)
    // Nothing is proven by a network that worked.
    expect(stage.slack.calls.length).toBeGreaterThan(expected().flat().length * 1.2)
    await stage.close()
  })
})

function expected(): string[][] {
  return Array.from({ length: REVIEWS }, (_, review) => [
    `review ${review}`,
    ...Array.from({ length: REPLIES }, (__, part) => `review ${review} part ${part}`),
  ])
}

async function sayAll(stage: Stage): Promise<void> {
  for (let review = 0; review < REVIEWS; review += 1) {
    const header = { kind: 'header', subject: `review ${review}`, conversationId: `C${review % 5}` }
    const replies = Array.from({ length: REPLIES }, (_, part) => ({
      ...header,
      // One of them is a picture: those have a protocol of their own.
      kind: part === 4 ? 'picture' : 'reply',
      part: `part ${part}`,
      parent: header,
    }))
    await stage.say(header, ...replies)
  }
}

async function isQuiet(stage: Stage): Promise<boolean> {
  return (await stage.rows()).every((row) => row.state === 'sent' && row.sweepAt === null)
}

function misfortune(method: string, random: () => number): Misfortune | undefined {
  if (random() > 0.25) return undefined
  const all: Misfortune[] = [
    { kind: 'reply lost', effect: 'before' },
    { kind: 'reply lost', effect: 'never' },
    { kind: 'reply lost', effect: 'after' },
    { kind: 'HTTP 500', effect: 'before' },
    { kind: 'HTTP 500', effect: 'never' },
    { kind: 'no JSON', effect: 'before' },
    { kind: 'rate-limited', seconds: 5 },
    { kind: 'error', code: method === 'chat.postMessage' ? 'not_in_channel' : 'internal_error' },
  ]
  return all[Math.floor(random() * all.length)]
}

/** A database connection that is gone for good at a random moment, as for a process that is killed there. */
function mortal(db: Database, random: () => number): Database {
  let left = Math.floor(random() * 60)
  const die = () => {
    left -= 1
    if (left < 0) throw new Error('killed')
  }
  const pool = new Proxy(db.pool, {
    get(target, name) {
      die()
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  return { ...db, pool }
}

/** Chance that can be had again: mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
