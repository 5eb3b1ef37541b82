import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Papa from 'papaparse'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportLog, toCsv } from '../../src/cli/export.ts'
import type { TeamContext } from '../../src/flows/context.ts'
import { announce } from '../../src/flows/delivery/announce.ts'
import { insertAmendments } from '../../src/store/experiment/amendments.ts'
import { saveScore } from '../../src/store/experiment/scores.ts'
import { transaction } from '../../src/store/transaction.ts'
import { DESIGN, RULE, tellTest } from '../support/experiments.ts'
import { type FlowStage, openFlowStage } from '../support/flow-stage.ts'

let stage: FlowStage
let ctx: TeamContext
let folder: string

beforeAll(async () => {
  stage = await openFlowStage()
  folder = mkdtempSync(join(tmpdir(), 'drumbeat-export-'))
  ctx = await stage.makeTeam()
  const told = {
    design: DESIGN,
    rule: RULE,
    lift: -0.06,
    verdict: 'roll_back',
    learning: 'Mobile users leave.',
  } as const
  const brief = { change: '=HYPERLINK("https://evil.example")', outcome: '  +1 lead', because: 'nine, "fields"\nscare' }
  const { id } = await tellTest(ctx, { ...told, title: '@SUM(A1) Two-step form', brief })
  await postedCard(id)
  const amended = {
    id: 'ame_1',
    field: 'weeks',
    before: '3',
    after: '4',
    why: '-slow',
    madeBy: 'U0SAM',
    madeAt: ctx.now,
  }
  await insertAmendments(ctx.db.prisma, ctx.team, id, [amended])
  const other = await stage.makeTeam()
  await tellTest(other, { title: 'Of another team' })
})

afterAll(async () => {
  await stage.close()
  rmSync(folder, { recursive: true, force: true })
})

const CARD = { conversationId: 'C0GROWTH', ts: '1795000000.000100' }

/** Its card, as if it had been posted. */
async function postedCard(experimentId: string): Promise<void> {
  await transaction(ctx.db, async (tx) => await announce(tx, ctx, [{ kind: 'experiment-card', subject: experimentId }]))
  await ctx.db.pool.query('UPDATE announcement SET state = $1, conversation_id = $2, ts = $3 WHERE subject = $4', [
    'sent',
    CARD.conversationId,
    CARD.ts,
    experimentId,
  ])
}

function csv(dir: string, name: string): Record<string, string>[] {
  return Papa.parse<Record<string, string>>(readFileSync(join(dir, `${name}.csv`), 'utf8'), {
    header: true,
    skipEmptyLines: true,
  }).data
}

describe('export', () => {
  it('writes every table of every team as CSV and JSON', async () => {
    const dir = join(folder, 'all')
    const said = await exportLog(ctx, dir, undefined)

    expect(said).toContain('Wrote 2 tests, 1 readings, 1 decisions, 1 learnings, 1 amendments into')
    const tables = ['amendments', 'decisions', 'learnings', 'readings', 'tests']
    expect(readdirSync(dir).toSorted()).toEqual(tables.flatMap((name) => [`${name}.csv`, `${name}.json`]))
    expect(csv(dir, 'tests')[0]).toMatchObject({
      test: 'T-1',
      channel: 'Paid search',
      verdict: 'roll_back',
      learning: 'Mobile users leave.',
      card_conversation: CARD.conversationId,
      card_ts: CARD.ts,
    })
    expect(csv(dir, 'readings')[0]).toMatchObject({ test: 'T-1', arm: 'b', lift: '-0.06', recommendation: 'roll_back' })
    // It was decided without a recommendation: nothing that was followed, nothing it went against.
    expect(csv(dir, 'decisions')[0]).toMatchObject({ test: 'T-1', recommended: 'wait', followed_recommendation: '' })
    const [first] = JSON.parse(readFileSync(join(dir, 'tests.json'), 'utf8'))
    expect(first).toMatchObject({
      number: 1,
      design: { weeks: 3 },
      brief: { change: '=HYPERLINK("https://evil.example")' },
    })
  })

  it('tells nobody who gave which score: how many, their mean and how far they lie apart', async () => {
    const test = await ctx.db.prisma.experiment.findFirstOrThrow({ where: { teamId: ctx.team.id, number: 1 } })
    const rate = async (userId: string, impact: number) => {
      const inputs = { impact, confidence: 6, ease: 6 }
      const given = { experimentId: test.id, userId, model: 'ice' as const, inputs, scoredAt: ctx.now }
      await saveScore(ctx.db.prisma, ctx.team, given)
    }
    const scoresIn = async (name: string) => {
      await exportLog(ctx, join(folder, name), ctx.team.key)
      return JSON.parse(readFileSync(join(folder, name, 'tests.json'), 'utf8'))[0].scores
    }
    await rate('U0SAM', 3)
    expect(await scoresIn('one score')).toEqual([{ model: 'ice', count: 1, mean: null, low: null, high: null }])
    await rate('U0PRIYA', 9)
    expect(await scoresIn('two scores')).toEqual([{ model: 'ice', count: 2, mean: 6, low: 5, high: 7 }])
  })

  it('writes only the team that is named', async () => {
    const dir = join(folder, 'one')
    await exportLog(ctx, dir, ctx.team.key)

    expect(csv(dir, 'tests').map(({ team }) => team)).toEqual([ctx.team.key])
  })

  it('lets no spreadsheet run what somebody typed', async () => {
    const dir = join(folder, 'safe')
    await exportLog(ctx, dir, ctx.team.key)

    const [test] = csv(dir, 'tests')
    expect(test?.title).toBe("'@SUM(A1) Two-step form")
    expect(test?.change).toBe('\'=HYPERLINK("https://evil.example")')
    expect(test?.outcome).toBe("'  +1 lead")
    expect(test?.because).toBe('nine, "fields"\nscare')
    expect(csv(dir, 'amendments')[0]?.why).toBe("'-slow")
  })

  it.each(['=1+1', '+1', '-1', '@A1', '\t=1', '\r=1', '\n=1', '=1\n2'])('marks %j as text', (cell) => {
    const [row] = Papa.parse<{ cell: string }>(toCsv([{ cell }]), { header: true }).data

    expect(row?.cell).toBe(`'${cell}`)
  })

  it('leaves numbers alone', () => {
    expect(toCsv([{ lift: -0.06, title: 'a-b' }])).toBe('lift,title\n-0.06,a-b\n')
  })

  it('refuses a folder that holds something, and a file', async () => {
    const full = join(folder, 'full')
    mkdirSync(full)
    writeFileSync(join(full, 'mine.txt'), 'mine')

    await expect(exportLog(ctx, full, undefined)).rejects.toThrow('is not empty (mine.txt), so I wrote nothing.')
    await expect(exportLog(ctx, join(full, 'mine.txt'), undefined)).rejects.toThrow('there is a file of that name')
    expect(readdirSync(full)).toEqual(['mine.txt'])
  })
})
