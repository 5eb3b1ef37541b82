import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DEMO, seedDemo } from '../../src/demo/seed.ts'
import { type RunningDemo, startDemo } from '../../src/demo/start.ts'
import { guardrailName, isControl } from '../../src/domain/guardrail/guardrail.ts'
import { rehearseGuardrails } from '../../src/flows/guardrail/rehearse-guardrails.ts'
import { newId } from '../../src/lib/ids.ts'
import { silentLog } from '../../src/lib/log.ts'
import { plainText } from '../../src/sandbox/reading.ts'
import { openDatabase } from '../../src/store/database.ts'
import { holdAlone } from '../../src/store/exclusively.ts'
import { type Hands, hasBrowser, openBrowser } from '../support/browser.ts'

/** Opens the thread of the review; an alert has one of its own. */
async function openThread(page: Hands['page']): Promise<void> {
  const review = page.getByRole('main').getByRole('article').filter({ hasText: 'numbers and narrative' })
  await review.getByText(/\d+ replies/).click()
}

const folder = mkdtempSync(join(tmpdir(), 'drumbeat-page-'))
const options = { port: 0, dataDir: folder, log: silentLog }
let demo: RunningDemo
let isRunning = false

beforeAll(async () => {
  // PostgreSQL may run as another user than this one, who must be able to enter.
  chmodSync(folder, 0o755)
  demo = await startDemo(options)
  isRunning = true
}, 120_000)

afterAll(async () => {
  if (isRunning) await demo.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe.skipIf(!hasBrowser)('the demo in a browser (skipped: no Chromium)', () => {
  let hands: Hands

  beforeAll(async () => {
    hands = await openBrowser(demo.sandbox.url)
  })

  afterAll(async () => {
    await hands?.browser.close()
  })

  it('begins with the review: of its sixteen tests only those that run or wait for somebody have their card above it', async () => {
    const { page } = hands
    await page.getByText('numbers and narrative').first().waitFor()
    const cards = page
      .getByRole('main')
      .getByRole('article')
      .filter({ hasText: /T-\d+ · / })
    await expect.poll(() => cards.count()).toBe(5)
    const states = (await cards.allInnerTexts()).map((card) => / · ([a-z ]+)\n/.exec(card)?.[1])
    expect(states).toEqual(['decision due', 'maturing', 'running', 'running', 'waiting for approval'])
  })

  it('shows last week’s review with its numbers, its picture and one reply per channel', async () => {
    const { page } = hands
    await page.getByText('numbers and narrative').first().waitFor()
    await openThread(page)
    await page.getByText('What changed').first().waitFor()
    const buttons = page.getByRole('button', { name: 'Write narrative' })
    await expect.poll(() => buttons.count(), { timeout: 20_000 }).toBe(7)
    expect(await page.locator('img[alt*="CAC rose"]').count()).toBe(1)
  })

  it('lets Priya write her narrative, which everyone sees in the thread and the header counts', async () => {
    const { page, become, command } = hands
    await become('Priya Shah')
    await command('/beat narrative paid search')
    const form = page.getByRole('dialog')
    await form.locator('textarea').first().fill('Generic carries the week; competitor clicks stay dear.')
    await form.getByRole('button', { name: 'Save' }).click()
    await page.getByText('1 of 5 narratives in').first().waitFor()
    // Somebody else begins without the thread that was open.
    await openThread(page)
    await page.getByText('Generic carries the week').first().waitFor()
  })

  it('lets Mara close the review, and the digest says who was heard', async () => {
    const { page, become } = hands
    await become('Mara Lindt')
    await page.getByRole('button', { name: 'Close review' }).first().click()
    const form = page.getByRole('dialog')
    await form.locator('textarea').first().fill('Rotate the prospecting creatives')
    await form.getByLabel('Close without what is lacking?').fill('The others are at a fair.')
    await form.getByRole('button', { name: 'Close review' }).click()
    await page.getByText('Closed by').first().waitFor()
    await openThread(page)
    await page.getByText('1 of 5 heard').first().waitFor()
  })

  it('never asked for anything outside this machine, and threw nothing', () => {
    expect(hands.errors).toEqual([])
  })
})

describe('the data of a demo that runs', () => {
  it('holds a warehouse that is read by itself, the same numbers as before, and named to people', async () => {
    const { sandbox, team } = demo
    const db = await openDatabase(options)
    await sandbox.waitFor(async () => {
      const read = await db.pool.query("SELECT FROM source WHERE name = 'warehouse' AND last_ok_at IS NOT NULL")
      return read.rowCount === 1
    }, 'the warehouse to be read')
    const { rows: there } = await db.pool.query<{ rows: number; spend: string }>(
      'SELECT count(*)::int AS rows, sum(spend)::text AS spend FROM analytics.ad_reporting__campaign_report',
    )
    const { rows: ours } = await db.pool.query<{ rows: number; spend: string; imports: number }>(
      `SELECT count(*)::int AS rows, sum(spend)::text AS spend, count(DISTINCT import_id)::int AS imports FROM fact
       WHERE team_id = $1 AND platform = 'Awin'`,
      [team.id],
    )
    expect(ours[0]).toMatchObject({ rows: there[0]?.rows, imports: 1 })
    expect(Number(ours[0]?.spend)).toBeCloseTo(Number(there[0]?.spend), 2)
    expect((await db.pool.query('SELECT FROM restatement')).rowCount).toBe(0)
    await db.close()

    await sandbox.asPerson('U0MARA').command(DEMO.conversationId, '/beat source list')
    const said = await sandbox.waitFor(
      () => sandbox.state.ephemerals.map((each) => plainText(each)).find((text) => text.includes('warehouse')),
      'the list of sources',
    )
    expect(said).toContain('2 sources bring numbers of Growth by themselves')
    expect(said).toMatch(/warehouse\*? · works · warehouse\n370 rows on .*, numbers reach .* · next: /)
  })

  it('tells of what was planted and nothing else', async () => {
    const db = await openDatabase(options)
    const { team } = await seedDemo({ db, now: new Date(), newId }, { refresh: false })
    expect(team.id).toBe(demo.team.id)
    const ctx = { db, now: new Date(), newId, actor: { kind: 'operator' } as const, log: silentLog, team }
    const { said } = await rehearseGuardrails({ ...ctx, workspaceId: team.workspaceId }, 180)
    await db.close()

    // A guardrail that cries wolf is switched off.
    const numbers = said.filter(({ guardrail }) => !isControl(guardrail))
    const fired = ({ what }: { what: string }) => what === 'fired'
    expect(numbers.filter(fired).map(({ guardrail }) => guardrailName(guardrail, team))).toEqual([
      'G-2 Conversions are counted, Paid search',
      expect.stringContaining('Lead cost ceiling, Paid social'),
    ])
    // With every question of the clock to people who never answer.
    expect(numbers.length).toBeLessThanOrEqual(12)
    // Each control was planted as something to act on, and is said once.
    const controls = said.filter(({ guardrail }) => isControl(guardrail))
    const names = controls.filter(fired).map(({ guardrail }) => guardrail.name)
    expect(names.toSorted()).toEqual(['Room to grow', 'Tired creatives'])
    expect(controls.length).toBeLessThanOrEqual(12)
  })

  it('is refused to another demo, and the operator can use it, until that one has stopped', async () => {
    await expect(startDemo(options)).rejects.toThrow(
      /Another demo runs on the data of this folder .* Stop that one first/,
    )
    const db = await openDatabase(options)
    expect(await holdAlone(db, 'demo')).toBe(null)
    await demo.stop()
    isRunning = false
    const letGo = await holdAlone(db, 'demo')
    expect(letGo).not.toBe(null)
    letGo?.()
    await db.close()
  })
})
