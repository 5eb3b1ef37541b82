import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createRandom, type Random } from '../../src/demo/random.ts'
import { silentLog } from '../../src/lib/log.ts'
import { plainText } from '../../src/sandbox/reading.ts'
import type { Sandbox } from '../../src/sandbox/server.ts'
import type { Message } from '../../src/sandbox/types.ts'
import { ACTION, VIEW } from '../../src/slack/ids.ts'
import { openDatabase } from '../../src/store/database.ts'
import { type BotProgram, compileBot } from '../support/bot.ts'
import { processesIn } from '../support/data-dirs.ts'
import { openScene, type Scene, VICTIMS, type Victim, WHOLE } from '../support/kill-scene.ts'
import { seedTeam } from '../support/seeded-team.ts'

// Kill -9 in the middle of the Monday tick: the bot, its database, or both, while Slack is well, late, or loses its answers.
// Three rounds on each Node, at moments of its own. KILL_ROUNDS=200 makes more of it, KILL_SEED=… other moments. The moments are random, but spread evenly over what a tick does.

const ROUNDS = Number(process.env.KILL_ROUNDS ?? 3)
const SEED = process.env.KILL_SEED ?? `monday on ${process.version}`
const AT_ONCE = 2
const ROUND_MS = 30_000

const WEATHERS = ['well', 'late', 'losing answers'] as const
type Weather = (typeof WEATHERS)[number]
type Fault = Parameters<Sandbox['faults']['add']>[0]

/** After which call of the tick the kill comes, and at which share of the time until the next one. */
type Moment = { call: number; share: number }
type Plan = { round: number; victim: Victim; weather: Weather; moment: Moment; again: number | null; faults: Fault[] }

const base = mkdtempSync(join(tmpdir(), 'drumbeat-killed-'))
chmodSync(base, 0o755) // as root, PostgreSQL runs as another user, who must get in
const prepared = join(base, 'prepared')
let program: BotProgram

beforeAll(async () => {
  program = await compileBot()
  const db = await openDatabase({ dataDir: prepared, log: silentLog })
  await seedTeam(db, base)
  await db.close()
}, 60_000)

afterAll(() => {
  program.remove()
  rmSync(base, { recursive: true, force: true, maxRetries: 5 })
})

async function withScene<T>(name: string, play: (scene: Scene) => Promise<T>): Promise<T> {
  const scene = await openScene({ program, prepared, dataDir: join(base, name) })
  try {
    return await play(scene)
  } catch (error) {
    const seen = error instanceof Error && 'actual' in error ? JSON.stringify(error.actual) : ''
    throw new Error(`${name}: ${String(error)} ${seen}\n${scene.said()}`, { cause: error })
  } finally {
    await scene.close()
  }
}

/** A Slack as slow as the real one, or slower than the bot's life is long. */
function delays(weather: Weather): Fault {
  return weather === 'late'
    ? { kind: 'slow', ms: 80, count: Number.POSITIVE_INFINITY }
    : { kind: 'slow-reply', ms: 25, count: Number.POSITIVE_INFINITY }
}

/** Plays a Monday that nobody disturbs; answers with the time from each call of the tick to the next. */
async function measure(weather: Weather): Promise<number[]> {
  return await withScene(`undisturbed, Slack ${weather}`, async (scene) => {
    scene.sandbox.faults.add(delays(weather))
    const began = Date.now()
    scene.bot().beat()
    await scene.bot().quiet()

    expect(await scene.look()).toEqual(WHOLE)
    expect(await scene.stop()).toEqual({ exitCode: 0, left: [] })
    const times = [began, ...scene.calls().map(({ at }) => at)]
    return times.slice(1).map((at, index) => at - (times[index] ?? at))
  })
}

function planRounds(calls: number, random: Random): Plan[] {
  return Array.from({ length: ROUNDS }, (_, round) => {
    const place = ((round + random.next()) / ROUNDS) * calls
    const weather = WEATHERS[(round + Math.floor(round / VICTIMS.length)) % WEATHERS.length] ?? 'well'
    return {
      round: round + 1,
      victim: VICTIMS[round % VICTIMS.length] ?? 'both',
      weather,
      moment: { call: Math.floor(place), share: place % 1 },
      // Now and then it happens twice, the second time while the bot finds out what the first one has left.
      again: random.next() < 0.2 ? random.next() * 1_500 : null,
      faults: weather === 'losing answers' ? [lossOf(random), lossOf(random)] : [],
    }
  })
}

const LOSSES = [
  'reply-lost-after-effect',
  'reply-lost-before-effect',
  '500-after',
  '500-before',
  'non-json-200',
] as const
const LOSERS = ['chat.postMessage', 'files.getUploadURLExternal', 'files.completeUploadExternal', 'files.info']

function lossOf(random: Random): Fault {
  const pick = <T>(all: readonly T[]) => all[Math.floor(random.next() * all.length)]
  return { kind: pick(LOSSES) ?? '500-after', method: pick(LOSERS) ?? 'chat.postMessage' }
}

async function playRound(plan: Plan, gaps: Record<Weather, number[]>): Promise<string> {
  const { round, victim, weather, moment, again, faults } = plan
  const name = `round ${round}, ${victim} after call ${moment.call}, Slack ${weather}${again === null ? '' : ', twice'}`
  return await withScene(name, async (scene) => {
    for (const fault of [...faults, delays(weather)]) scene.sandbox.faults.add(fault)
    scene.bot().beat()
    await scene.sandbox.waitFor(() => scene.calls().length >= moment.call, `call ${moment.call}`, ROUND_MS)
    await pause(moment.share * (gaps[weather][moment.call] ?? 0))
    const posted = scene.sandbox.state.messages.length
    await scene.kill(victim)
    if (again !== null) {
      await pause(again)
      await scene.kill(victim)
    }
    await scene.bot().quiet()

    expect(await scene.look()).toEqual(WHOLE)
    expect(await scene.stop()).toEqual({ exitCode: 0, left: [] })
    return `${name}, ${posted} of ${1 + WHOLE.replies.length} posts were there`
  })
}

/** Does the work in a few lanes at once, to the end, whatever goes wrong on the way. */
async function inLanes<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<PromiseSettledResult<R>[]> {
  const results: PromiseSettledResult<R>[] = []
  const left = [...items]
  async function lane(): Promise<void> {
    for (let item = left.shift(); item !== undefined; item = left.shift()) {
      results.push(...(await Promise.allSettled([work(item)])))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
  return results
}

function inWords(result: PromiseSettledResult<string>): string {
  return result.status === 'fulfilled' ? result.value : `FAILED ${String(result.reason).split('\n')[0]}`
}

describe('kill -9', () => {
  test(`at ${ROUNDS} random moments of a Monday tick: one review, nothing lost, nothing twice`, {
    timeout: 60_000 + ROUNDS * ROUND_MS,
  }, async () => {
    const [well, late] = await Promise.all([measure('well'), measure('late')])
    const plans = planRounds(well.length, createRandom(SEED))

    const results = await inLanes(plans, (plan) => playRound(plan, { well, late, 'losing answers': well }))

    if (process.env.KILL_ROUNDS) console.log(results.map(inWords).join('\n'))
    const failures = results.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : []))
    expect(failures.join('\n\n')).toBe('')
  })

  test('is not needed for a bot that cannot start: it stops its database before it goes', async () => {
    const scene = await openScene({ program, prepared, dataDir: join(base, 'wrong token') })
    try {
      expect(await scene.stop()).toEqual({ exitCode: 0, left: [] })
      for (const token of scene.sandbox.state.tokens) token.status = 'revoked'
      await expect(scene.launch()).rejects.toThrow('token_revoked')
      expect(processesIn(scene.dataDir)).toEqual([])
    } finally {
      await scene.close()
    }
  })

  test.concurrent.each(VICTIMS)(
    'of %s while a narrative is sent: what was acknowledged stays',
    { timeout: 120_000 },
    (victim) =>
      withScene(`a narrative and ${victim}`, async (scene) => {
        scene.bot().beat()
        await scene.bot().quiet()

        // Somewhere between the click and its answer: it may be kept or not, but never halfway.
        await openNarrative(scene)
        const sending = scene.sandbox.asPerson('U0PRIYA').submit(wordsOf(FIRST))
        await pause(createRandom(`${SEED} ${victim}`).next() * 60)
        const [first] = await Promise.all([sending, scene.kill(victim)])
        await scene.bot().quiet()
        expect(await narratives(scene)).toEqual(first.outcome === 'closed' ? [FIRST] : expect.toSatisfy(isFirstOrNone))

        // At the very moment of the answer, before anything of it is shown in the thread.
        await openNarrative(scene)
        const second = await scene.sandbox.asPerson('U0PRIYA').submit(wordsOf(SECOND))
        await scene.kill(victim)
        await scene.bot().quiet()

        expect(second.outcome).toBe('closed')
        expect(await narratives(scene)).toEqual([SECOND])
        expect(await scene.look()).toEqual(WHOLE)
        expect(plainText(replyOfPriya(scene))).toContain(SECOND)
        expect(await scene.stop()).toEqual({ exitCode: 0, left: [] })
      }),
  )
})

const FIRST = 'Brand terms got dearer.'
const SECOND = 'Brand terms got dearer because a competitor bids on them.'

function wordsOf(happened: string): Record<string, string> {
  return { 'What happened?': happened }
}

function isFirstOrNone(kept: string[]): boolean {
  return kept.length === 0 || (kept.length === 1 && kept[0] === FIRST)
}

function replyOfPriya({ sandbox }: Scene): Message {
  const reply = sandbox.state.messages.find((message) => plainText(message).startsWith('*Paid search*'))
  if (!reply) throw new Error('There is no reply about Paid search.')
  return reply
}

async function openNarrative(scene: Scene): Promise<void> {
  const priya = scene.sandbox.asPerson('U0PRIYA')
  await priya.closeModal(true)
  await priya.click(replyOfPriya(scene), ACTION.writeNarrative)
  await priya.waitForModal(VIEW.narrative)
}

async function narratives(scene: Scene): Promise<string[]> {
  const rows = await scene.read((db) => db.prisma.narrative.findMany())
  return rows.map(({ happened }) => happened)
}
