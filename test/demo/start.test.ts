import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { portFault } from '../../src/demo/port.ts'
import { DEMO, seedDemo } from '../../src/demo/seed.ts'
import { type RunningDemo, startDemo } from '../../src/demo/start.ts'
import { guardrailName, isControl } from '../../src/domain/guardrail/guardrail.ts'
import { rehearseGuardrails } from '../../src/flows/guardrail/rehearse-guardrails.ts'
import { newId } from '../../src/lib/ids.ts'
import { silentLog } from '../../src/lib/log.ts'
import { plainText } from '../../src/sandbox/reading.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { holdAlone } from '../../src/store/exclusively.ts'

/** A newcomer sees a warehouse alive: read by itself, the same numbers as before, and named to the operator's commands too. */
async function seesTheWarehouse({ sandbox, team }: RunningDemo, db: Database): Promise<void> {
  const ofAwin = async () => {
    const { rows } = await db.pool.query<{ rows: number; spend: string; imports: number }>(
      `SELECT count(*)::int AS rows, sum(spend)::text AS spend, count(DISTINCT import_id)::int AS imports FROM fact
       WHERE team_id = $1 AND platform = 'Awin'`,
      [team.id],
    )
    return rows[0]
  }
  const { rows } = await db.pool.query<{ rows: number; spend: string }>(
    'SELECT count(*)::int AS rows, sum(spend)::text AS spend FROM analytics.ad_reporting__campaign_report',
  )
  await sandbox.waitFor(async () => {
    const read = await db.pool.query("SELECT FROM source WHERE name = 'warehouse' AND last_ok_at IS NOT NULL")
    return read.rowCount === 1
  }, 'the warehouse to be read')
  expect(await ofAwin()).toMatchObject({ rows: rows[0]?.rows, imports: 1 })
  expect(Number((await ofAwin())?.spend)).toBeCloseTo(Number(rows[0]?.spend), 2)
  expect((await db.pool.query('SELECT FROM restatement')).rowCount).toBe(0)

  const mara = sandbox.asPerson('U0MARA')
  await mara.command(DEMO.conversationId, '/beat source list')
  const said = await sandbox.waitFor(
    () => sandbox.state.ephemerals.map((each) => plainText(each)).find((text) => text.includes('warehouse')),
    'the list of sources',
  )
  expect(said).toContain('2 sources bring numbers of Growth by themselves')
  expect(said).toMatch(/warehouse\*? · works · warehouse\n370 rows on .*, numbers reach .* · next: /)
}

describe('the start of the demo', () => {
  const folder = mkdtempSync(join(tmpdir(), 'drumbeat-demo-'))
  // PostgreSQL may run as another user than this one, who must be able to enter.
  chmodSync(folder, 0o755)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('tells of what was planted and nothing else; is refused on the data of a demo that runs, which the operator can still use, until that one has stopped', async () => {
    const options = { port: 0, dataDir: folder, log: silentLog }
    const first = await startDemo(options)

    await expect(startDemo(options)).rejects.toThrow(
      /Another demo runs on the data of this folder .* Stop that one first/,
    )

    const db = await openDatabase(options)
    const { team } = await seedDemo({ db, now: new Date(), newId }, { refresh: false })
    expect(team.id).toBe(first.team.id)
    const ctx = { db, now: new Date(), newId, actor: { kind: 'operator' } as const, log: silentLog, team }
    const { said } = await rehearseGuardrails({ ...ctx, workspaceId: team.workspaceId }, 180)
    // What was planted, and nothing else: a guardrail that cries wolf is switched off.
    const all = said.filter(({ what }) => what === 'fired')
    const fired = all
      .filter(({ guardrail }) => !isControl(guardrail))
      .map(({ guardrail }) => guardrailName(guardrail, team))
    expect(fired).toEqual([
      'G-2 Conversions are counted, Paid search',
      expect.stringContaining('Lead cost ceiling, Paid social'),
    ])
    expect(said.filter(({ guardrail }) => !isControl(guardrail)).length).toBeLessThanOrEqual(6)
    // Each control was planted as something to act on, and is said once.
    expect(all.filter(({ guardrail }) => isControl(guardrail)).map(({ guardrail }) => guardrail.name)).toEqual([
      'Tired creatives',
      'Room to grow',
    ])
    expect(await holdAlone(db, 'demo')).toBe(null)
    await seesTheWarehouse(first, db)
    await first.stop()
    const letGo = await holdAlone(db, 'demo')
    expect(letGo).not.toBe(null)
    letGo?.()
    await db.close()
  }, 180_000)

  it('is refused on a port that browsers keep off, and on what is no port', async () => {
    expect(await portFault(4190)).toContain('No browser opens port 4190')
    expect(await portFault(Number('abc'))).toContain('That is no port')
    expect(await portFault(70_000)).toContain('That is no port')
    expect(await portFault(3839)).toBe(null)
  })
})
