import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DrumbeatApp, startApp } from '../../src/app.ts'
import { drawPng } from '../../src/charts/draw.ts'
import type { Config } from '../../src/config.ts'
import { ANNOUNCED } from '../../src/domain/announced.ts'
import type { Team } from '../../src/domain/team.ts'
import type { Context, TeamContext } from '../../src/flows/context.ts'
import type { DeliverySettings } from '../../src/flows/delivery/deliver-announcements.ts'
import { confirmImport } from '../../src/flows/import/settle-import.ts'
import { setUpTeam, type TeamPlan } from '../../src/flows/set-up-team.ts'
import { importFile } from '../../src/ingest/import-file.ts'
import type { WarehouseSettings } from '../../src/ingest/sources/settings.ts'
import { newId } from '../../src/lib/ids.ts'
import { type Log, silentLog } from '../../src/lib/log.ts'
import type { PersonDriver } from '../../src/sandbox/person.ts'
import { plainText } from '../../src/sandbox/reading.ts'
import { createSandbox, type Sandbox } from '../../src/sandbox/server.ts'
import type { Ephemeral, Message } from '../../src/sandbox/types.ts'
import { validateBlocks } from '../../src/slack/kit/limits.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { PLAN } from './team-plan.ts'

/** Where the team of the stories lives. */
export const CHANNEL = 'C0GROWTH'

/** Waits that suit a test: whatever is due is done at once. */
const QUICK: Partial<DeliverySettings> = {
  settleMs: 20,
  sweepAtMs: [],
  redrawEveryMs: 0,
  retryBlockedMs: 20,
  backoffMs: 20,
}

/** What a reset empties; what belongs to a team goes with it. */
const RESET = ['team', 'person', 'absence', 'fact', 'campaign', 'announcement', 'delivery', 'draft', 'audit']

/** Two busy cores take their time; nothing waits this long when all is well. */
const PATIENCE_MS = 15_000

export type Stage = Awaited<ReturnType<typeof openStage>>

/** A workspace with four people, the real bot in it, a database of its own, and a clock that stands until it is set. */
export async function openStage(
  options: { at?: string; mode?: 'socket' | 'http'; sources?: WarehouseSettings[] } = {},
) {
  const db = await createTestDatabase()
  const dataDir = mkdtempSync(join(tmpdir(), 'drumbeat-stage-'))
  const sandbox = await createSandbox({ validateBlocks, triggerMs: 20_000, ackTimeoutMs: 10_000 })
  const clock = { now: new Date(options.at ?? '2026-11-18T12:00:00Z') }
  const failures: string[] = []
  const bots = new Set<DrumbeatApp>()
  const read = new Map<string, number>()

  async function startBot(): Promise<DrumbeatApp> {
    const config = { ...configOf(sandbox, db, dataDir, options.mode ?? 'socket'), sources: options.sources ?? [] }
    const log = keepingFailures(failures)
    const bot = await startApp(config, {
      log,
      now: () => clock.now,
      delivery: QUICK,
      heartbeat: false,
      draw: async (spec) => await drawPng(spec),
    })
    bots.add(bot)
    if (options.mode === 'http') sandbox.setMode('http', `http://127.0.0.1:${bot.port}/slack/events`)
    return bot
  }

  const stage = {
    db,
    sandbox,
    clock,
    /** What was logged as an error: things a person must act on. Empty unless the test broke something. */
    failures,
    app: await startBot(),
    mara: sandbox.asPerson('U0MARA'),
    priya: sandbox.asPerson('U0PRIYA'),
    sam: sandbox.asPerson('U0SAM'),
    jo: sandbox.asPerson('U0JO'),
    startBot,
    async stopBot(bot?: DrumbeatApp): Promise<void> {
      const stopped = bot ?? stage.app
      bots.delete(stopped)
      await stopped.stop()
    },
    /** Sets the clock, and lets the heartbeat beat. */
    async tick(at?: string): Promise<void> {
      if (at) clock.now = new Date(at)
      await stage.app.tick(clock.now)
    },
    at(instant: string) {
      clock.now = new Date(instant)
    },
    async ctx(actor: Context['actor'] = { kind: 'operator' }): Promise<Context> {
      const { workspaceId } = await stage.app.services.identify()
      return { db, now: clock.now, newId, actor, workspaceId, log: silentLog }
    },
    /** Makes the team of the stories by its flow; tests of the set-up itself use the form. */
    async makeTeam(changes: Partial<TeamPlan> = {}): Promise<TeamContext & { team: Team }> {
      const ctx = await stage.ctx()
      const team = await setUpTeam(ctx, { ...PLAN, conversationId: CHANNEL, ...changes }, null)
      await stage.app.services.announcer.run()
      return { ...ctx, team }
    },
    /** Imports a file as the operator does, without asking anybody. */
    async importNumbers(ctx: TeamContext, text: string, fileName = 'numbers.csv'): Promise<void> {
      const path = join(dataDir, fileName)
      writeFileSync(path, text)
      const { id } = await importFile(ctx, { path, fileName, slackFileId: null, conversationId: null, answers: {} })
      await confirmImport(ctx, id)
    },
    /** The words of the next message that only this person sees. */
    async answer(person: PersonDriver): Promise<string> {
      const said = wordsOf(await stage.answerTo(person))
      return said.includes('Something went wrong') ? [said, ...failures].join('\n') : said
    },
    /** The next message that only this person sees, to be clicked. */
    async answerTo(person: PersonDriver): Promise<Ephemeral> {
      const index = read.get(person.id) ?? 0
      const next = await sandbox.waitFor(() => person.ephemerals()[index], `an answer to ${person.id}`, PATIENCE_MS)
      read.set(person.id, index + 1)
      return next
    },
    /** Waits for a post of the bot whose words hold all of these. */
    async post(where: string, ...words: string[]): Promise<Message> {
      const fits = (text: string) => words.every((word) => text.includes(word))
      const look = () => postsIn(sandbox, where).findLast((message) => fits(wordsOf(message)))
      const seen = () => postsIn(sandbox, where).map(wordsOf).join('\n---\n')
      return await sandbox.waitFor(look, `"${words.join('", "')}" in ${where}`, PATIENCE_MS).catch((error: Error) => {
        throw new Error(`${error.message} There is:\n${seen()}`)
      })
    },
    /** Waits for a person's modal with all of these words in it. */
    async modal(person: PersonDriver, ...words: string[]): Promise<string> {
      const said = () => wordsOf(person.modal() ?? { text: 'no modal' })
      const look = () => words.every((word) => said().includes(word)) && said()
      return await sandbox.waitFor(look, `the modal "${words.join('", "')}"`, PATIENCE_MS).catch((error: Error) => {
        throw new Error(`${error.message} There is:\n${said()}`)
      })
    },
    /** The words of all posts of the bot in a conversation, in their order. */
    posts: (where: string = CHANNEL): string[] => postsIn(sandbox, where).map(wordsOf),
    /** Waits until what was asked for is done: deliveries, answers, posts. */
    async quiet(): Promise<void> {
      // What one of them finishes may give the other something to do.
      for (let round = 0; round < 2; round++) {
        await sandbox.settled(10)
        await Promise.all([...bots].map((bot) => bot.settled()))
      }
      await stage.app.services.announcer.run()
    },
    /** Forgets teams and all that was said, as if everything began now: quicker than another stage. */
    async reset(at = '2026-11-18T12:00:00Z'): Promise<void> {
      await stage.quiet()
      await expectNamesAndReasons(db)
      clock.now = new Date(at)
      // To truncate makes every table and index anew; these hold a few rows.
      for (const table of RESET) await db.pool.query(`DELETE FROM ${table}`)
      const { messages, ephemerals, notices, files, views, homes } = sandbox.state
      for (const list of [messages, ephemerals, notices, files, failures]) list.length = 0
      for (const shown of [views, homes, read]) shown.clear()
    },
    async close(): Promise<void> {
      await Promise.all([...bots].map((bot) => bot.stop()))
      await sandbox.close()
      await expectNamesAndReasons(db)
      await db.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
  return stage
}

/** All the words of what is shown, with plain spaces for those that hold a number and its unit together. */
export function wordsOf(shown: Parameters<typeof plainText>[0]): string {
  return plainText(shown).replace(/[\u00a0\u2009\u202f]/g, ' ')
}

/** Whatever a test made the bot say unasked has a name; what went to one person ended with the reason why they got it. */
async function expectNamesAndReasons({ pool }: TestDatabase): Promise<void> {
  // A test that takes the database away has nothing to be asked about.
  if (pool.ended) return
  const { rows } = await pool.query<{ kind: string; alone: boolean; last: unknown }>(
    "SELECT kind, conversation_id ~ '^[UW]' AND payload IS NOT NULL AS alone, payload->'blocks'->-1 AS last FROM announcement",
  )
  const unnamed = rows.filter(({ kind }) => ANNOUNCED[kind] === undefined)
  const silent = rows.filter(({ alone, last }) => alone && !JSON.stringify(last).includes('Why did I get this?'))
  if (unnamed.length > 0) throw new Error(`domain/announced.ts has no words for ${unnamed[0]?.kind}`)
  if (silent.length > 0) throw new Error(`nobody is told why they get ${silent[0]?.kind}`)
}

/** The conversation's own posts of the bot; a person's id stands for their direct messages. */
function postsIn({ state }: Sandbox, where: string): Message[] {
  const named = state.conversations.find(
    ({ id, name, kind, members }) => [id, name].includes(where) || (kind === 'im' && members.includes(where)),
  )
  return state.messages.filter((message) => message.channel === named?.id && message.bot_id !== undefined)
}

function configOf(sandbox: Sandbox, db: TestDatabase, dataDir: string, mode: 'socket' | 'http'): Config {
  const { apiUrl: slackApiUrl, botToken, appToken, signingSecret } = sandbox
  const slack = mode === 'socket' ? { mode, botToken, appToken } : { mode, botToken, signingSecret }
  return {
    slack,
    slackApiUrl,
    databaseUrl: db.url,
    dataDir,
    host: '127.0.0.1',
    port: 0,
    logLevel: 'silent',
    publicUrl: undefined,
    sources: [],
  }
}

function keepingFailures(failures: string[]): Log {
  return {
    ...silentLog,
    error(fields, message) {
      const { err } = fields as { err?: Error }
      failures.push(`${message}: ${err?.stack ?? JSON.stringify(fields)}`)
    },
  }
}
