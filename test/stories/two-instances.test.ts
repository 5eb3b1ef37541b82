import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plainText } from '../../src/sandbox/reading.ts'
import { createSandbox, type Sandbox } from '../../src/sandbox/server.ts'
import type { Message } from '../../src/sandbox/types.ts'
import { ACTION, VIEW } from '../../src/slack/ids.ts'
import { validateBlocks } from '../../src/slack/kit/limits.ts'
import { type Bot, type BotProgram, compileBot, launchBot } from '../support/bot.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { DELIVERY, lookAround, WHOLE } from '../support/kill-scene.ts'
import { MONDAY, seedTeam } from '../support/seeded-team.ts'

// Two bots on one database and in one workspace, as while a new release takes over from the old one.

const HANG_UP_MS = 250

const folder = mkdtempSync(join(tmpdir(), 'drumbeat-two-'))
let program: BotProgram
let db: TestDatabase
let sandbox: Sandbox
let bots: [Bot, Bot]

beforeAll(async () => {
  program = await compileBot()
  db = await createTestDatabase()
  await seedTeam(db, folder)
  sandbox = await createSandbox({ validateBlocks })
  bots = [launch(), launch()]
  await Promise.all(bots.map((bot) => bot.running()))
})

afterAll(async () => {
  await Promise.all(bots.map(async (bot) => bot.isOver() || (await bot.kill())))
  await sandbox.close()
  await db.close()
  program.remove()
  rmSync(folder, { recursive: true, force: true })
})

function launch(): Bot {
  return launchBot(program, { sandbox, databaseUrl: db.url, dataDir: folder, now: MONDAY, delivery: DELIVERY })
}

function replyAbout(channel: string): Message {
  const reply = sandbox.state.messages.find((message) => plainText(message).startsWith(`*${channel}*`))
  if (!reply) throw new Error(`There is no reply about ${channel}.`)
  return reply
}

function wordsAbout(channel: string): string {
  return plainText(replyAbout(channel))
}

async function openForm(personId: string, channel: string): Promise<void> {
  const person = sandbox.asPerson(personId)
  await person.closeModal(true)
  expect(await person.click(replyAbout(channel), ACTION.writeNarrative)).toEqual({ ok: true })
  await person.waitForModal(VIEW.narrative)
}

/** Writes a narrative with all that belongs to it, and says how its form was answered. */
async function write(personId: string, channel: string, happened: string): Promise<string> {
  await openForm(personId, channel)
  const { outcome } = await sandbox.asPerson(personId).submit({ 'What happened?': happened })
  return outcome
}

test('both tick at the same moment: one review, nothing twice', async () => {
  for (const bot of bots) bot.beat()
  await Promise.all(bots.map((bot) => bot.quiet()))

  expect(await lookAround(db, sandbox)).toEqual(WHOLE)
})

test('both are spoken to at once: every form is answered, and the thread shows the last words', async () => {
  const outcomes = await Promise.all([
    writeOften('U0PRIYA', 'Paid search'),
    writeOften('U0SAM', 'Paid social'),
    sandbox.asPerson('U0MARA').command('growth', '/beat review'),
    sandbox.asPerson('U0JO').command('growth', '/beat review'),
  ])
  await Promise.all(bots.map((bot) => bot.quiet()))

  expect(outcomes).toEqual([ANSWERED, ANSWERED, { ok: true }, { ok: true }])
  expect(wordsAbout('Paid search')).toContain(`Version ${OFTEN}.`)
  expect(wordsAbout('Paid social')).toContain(`Version ${OFTEN}.`)
  expect(await lookAround(db, sandbox)).toEqual(WHOLE)
})

const OFTEN = 5
const ANSWERED = Array.from({ length: OFTEN }, () => 'closed')

async function writeOften(personId: string, channel: string): Promise<string[]> {
  const outcomes: string[] = []
  for (let version = 1; version <= OFTEN; version++) {
    outcomes.push(await write(personId, channel, `Version ${version}.`))
  }
  return outcomes
}

test('one is stopped while forms are on their way: they are answered first, and the other goes on', async () => {
  const [first, second] = bots
  const people = [sandbox.asPerson('U0PRIYA'), sandbox.asPerson('U0SAM')] as const
  await openForm('U0PRIYA', 'Paid search')
  await openForm('U0SAM', 'Paid social')

  // Each bot is given one of the two, and both get stuck in the database.
  const release = await holdNarratives()
  const sent = people.map((person) => person.submit({ 'What happened?': 'Sent during the change.' }))
  await sandbox.waitFor(async () => (await countStuck()) === 2, 'two forms on their way')
  const stopped = first.stop()
  await first.stopping()
  // Long enough for a bot that does not wait to have hung up.
  await pause(HANG_UP_MS)
  await release()

  expect((await Promise.all(sent)).map(({ outcome }) => outcome)).toEqual(['closed', 'closed'])
  expect(await stopped).toBe(0)
  expect(await write('U0SAM', 'Paid social', 'Still here.')).toBe('closed')
  expect(await write('U0PRIYA', 'Paid search', 'I am, too.')).toBe('closed')
  await second.quiet()
  expect(wordsAbout('Paid social')).toContain('Still here.')
  expect(wordsAbout('Paid search')).toContain('I am, too.')
  expect(await lookAround(db, sandbox)).toEqual(WHOLE)
})

/** Locks the narratives, so that nobody can write one before they are released. */
async function holdNarratives(): Promise<() => Promise<void>> {
  const client = await db.pool.connect()
  await client.query('BEGIN')
  await client.query('SELECT 1 FROM narrative FOR UPDATE')
  return async () => {
    await client.query('COMMIT')
    client.release()
  }
}

async function countStuck(): Promise<number> {
  const { rows } = await db.pool.query<{ stuck: number }>(
    `SELECT count(*)::int AS stuck FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event_type = 'Lock' AND wait_event <> 'advisory'`,
  )
  return rows[0]?.stuck ?? 0
}
