import { rmSync } from 'node:fs'
import { vi } from 'vitest'
import { silentLog } from '../../src/lib/log.ts'
import { createSandbox, type Sandbox } from '../../src/sandbox/server.ts'
import type { ApiRequest, Message } from '../../src/sandbox/types.ts'
import { validateBlocks } from '../../src/slack/kit/limits.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { type Bot, type BotProgram, launchBot } from './bot.ts'
import { copyDataDir, killServer, processesIn } from './data-dirs.ts'
import { MONDAY } from './seeded-team.ts'
import { PLAN } from './team-plan.ts'

/** Who is killed. */
export const VICTIMS = ['the bot', 'the database', 'both'] as const
export type Victim = (typeof VICTIMS)[number]

/** Everything there is to see after a round. */
export type Seen = {
  reviews: number
  occurrences: string[]
  headers: number
  /** The kinds of the replies to the header, in the order in which they stand in the thread. */
  replies: string[]
  /** Posts of the bot that are neither. */
  elsewhere: string[]
  pictures: number
  unfinished: number
}

/** What there is to see after a Monday that came to its end, however often it was disturbed. */
export const WHOLE: Seen = {
  reviews: 1,
  occurrences: ['done'],
  headers: 1,
  replies: [
    'review-chart',
    'review-movement',
    'review-standing',
    ...PLAN.channels.map(({ key }) => `review-narrative ${key}`),
  ],
  elsewhere: [],
  pictures: 1,
  unfinished: 0,
}

export type Scene = Awaited<ReturnType<typeof openScene>>

// Calls of the connection itself, which say nothing about how far a tick has come.
const CONNECTING = ['auth.test', 'apps.connections.open']

/** Waits that suit a test, and still are longer than anything that Slack does late. */
export const DELIVERY = {
  leaseMs: 1_000,
  settleMs: 300,
  sweepAtMs: [150, 300],
  redrawEveryMs: 0,
  retryBlockedMs: 50,
  backoffMs: 30,
}

/** A workspace of its own, and a bot in a process of its own with a copy of the prepared database. */
export async function openScene(from: { program: BotProgram; prepared: string; dataDir: string }) {
  const dataDir = copyDataDir(from.prepared, from.dataDir)
  const sandbox = await createSandbox({ validateBlocks })
  const bots: Bot[] = []

  async function launch(): Promise<Bot> {
    const bot = launchBot(from.program, { sandbox, dataDir, now: MONDAY, delivery: DELIVERY })
    bots.push(bot)
    await bot.running()
    return bot
  }
  let bot = await launch()

  return {
    sandbox,
    dataDir,
    launch,
    /** The bot that lives. */
    bot: () => bot,
    /** The calls by which the bot has done something in Slack, or looked something up. */
    calls: (): ApiRequest[] => sandbox.state.requests.filter(({ method }) => !CONNECTING.includes(method)),
    /** Kill -9; where the bot was among the killed, another one is started. */
    async kill(victim: Victim): Promise<void> {
      const gone = victim === 'the database' ? undefined : bot.kill()
      if (victim !== 'the bot') killServer(dataDir)
      if (!gone) return
      await gone
      bot = await launch()
      bot.beat()
    },
    async look(): Promise<Seen> {
      return await withDatabase(dataDir, async (db) => await lookAround(db, sandbox))
    },
    /** Reads from the running database as one more program that uses it. */
    read: <T>(read: (db: Database) => Promise<T>) => withDatabase(dataDir, read),
    /** Stops the bot as a person would; answers with its exit code and the processes that it left behind. */
    async stop(): Promise<{ exitCode: number | null; left: number[] }> {
      const exitCode = await bot.stop()
      await vi.waitUntil(() => processesIn(dataDir).length === 0, { timeout: 2_000, interval: 10 }).catch(() => {})
      return { exitCode, left: processesIn(dataDir) }
    },
    said: () => bots.map((each, index) => `bot ${index + 1}:\n${each.said()}`).join('\n'),
    /** Lets go of everything, also after a failure. */
    async close(): Promise<void> {
      await Promise.all(bots.map(async (each) => each.isOver() || (await each.kill())))
      killServer(dataDir)
      await sandbox.close()
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

async function withDatabase<T>(dataDir: string, read: (db: Database) => Promise<T>): Promise<T> {
  const db = await openDatabase({ dataDir, log: silentLog })
  try {
    return await read(db)
  } finally {
    await db.close()
  }
}

/** What the workspace shows and what the database says of it. */
export async function lookAround(db: Database, { state }: Sandbox): Promise<Seen> {
  const announced = await db.prisma.announcement.findMany()
  const channels = await db.prisma.channel.findMany()
  const posts = state.messages.filter((message) => message.bot_id !== undefined).sort((a, b) => (a.ts < b.ts ? -1 : 1))
  const nameOf = (message: Message): string => {
    // A picture carries no key: what it is can be seen.
    if (message.fileIds.length > 0) return 'review-chart'
    const { k } = (message.metadata?.event_payload ?? {}) as { k?: string }
    const said = announced.find(({ key }) => key === k)
    const channel = channels.find(({ id }) => id === said?.part)
    return [said?.kind ?? message.text, channel?.key].filter((word) => word !== undefined).join(' ')
  }
  const headers = posts.filter((message) => nameOf(message) === 'review-header' && message.thread_ts === undefined)
  const replies = posts.filter((message) => message.thread_ts !== undefined && message.thread_ts === headers[0]?.ts)
  return {
    reviews: await db.prisma.review.count(),
    occurrences: (await db.prisma.occurrence.findMany()).map(({ state }) => state),
    headers: headers.length,
    replies: replies.map(nameOf),
    elsewhere: posts.filter((message) => !headers.includes(message) && !replies.includes(message)).map(nameOf),
    pictures: state.files.filter((file) => file.state === 'complete').length,
    unfinished: announced.filter(({ state, sweepAt }) => state !== 'sent' || sweepAt !== null).length,
  }
}
