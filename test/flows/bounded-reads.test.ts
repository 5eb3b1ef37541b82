import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listTeamActions } from '../../src/flows/action/read-actions.ts'
import type { TeamContext } from '../../src/flows/context.ts'
import { askForNarratives } from '../../src/flows/prompt/ask-narratives.ts'
import { openReview } from '../../src/flows/review/open-review.ts'
import { type FlowStage, openFlowStage } from '../support/flow-stage.ts'
import { writeDownStatements } from '../support/statements.ts'

let stage: FlowStage
let ctx: TeamContext
let statements: ReturnType<typeof writeDownStatements>
beforeAll(async () => {
  stage = await openFlowStage('2026-11-23T08:00:00Z')
  statements = writeDownStatements(stage.ctx.db)
  ctx = await stage.makeTeam()
  await openReview(ctx, '2026-W47', { late: false })
})
beforeEach(() => {
  statements.length = 0
})
afterAll(async () => {
  await stage.close()
})

const at = (instant: string) => ({ ...ctx, now: new Date(instant) })

describe('a beat', () => {
  it('reads no board of a review where nobody is to be reminded, and little else', async () => {
    await askForNarratives(at('2026-11-23T09:00:00Z'))
    expect(statements.filter(({ sql }) => sql.includes('board'))).toEqual([])
    expect(statements.length).toBeLessThanOrEqual(10)
    expect(statements.length).toBeGreaterThan(0)
  })

  it('reads of the board only who was not heard where somebody is', async () => {
    await askForNarratives(at('2026-11-23T12:00:00Z'))
    const boards = statements.filter(({ sql }) => sql.includes('board'))
    expect(boards).toMatchObject([{ sql: expect.stringContaining("r.board->'channels'"), rows: 2 }])
    const { rows } = await ctx.db.pool.query(
      "SELECT part FROM announcement WHERE kind = 'narrative-reminder' ORDER BY 1",
    )
    expect(rows).toEqual([{ part: '1 U0PRIYA' }, { part: '1 U0SAM' }])
  })
})

describe('the list of actions', () => {
  it('reads a page of five thousand that are done, in their order, and how many there are', async () => {
    await ctx.db.pool.query(
      `INSERT INTO action (workspace_id, team_id, id, number, what, owner_user_id, due_on, first_due_on, priority, state,
         origin, created_at, created_by, settled_at, settled_by)
       SELECT $1, $2, 'act_' || n, n, 'Step ' || n, 'U0SAM', '2026-11-01', '2026-11-01', 'normal',
         'done', '{"kind":"command","subject":null,"words":"","permalink":null}', now(), 'U0SAM',
         '2026-01-01'::timestamptz + n * interval '1 minute', 'U0SAM'
       FROM generate_series(1, 5000) AS n`,
      [ctx.workspaceId, ctx.team.id],
    )
    statements.length = 0
    const page = await listTeamActions(ctx, 'U0SAM', 'done', 10)
    expect(page.found).toBe(5_000)
    expect(page.actions.map(({ number }) => number)).toEqual([
      4990, 4989, 4988, 4987, 4986, 4985, 4984, 4983, 4982, 4981,
    ])
    expect(Math.max(...statements.map(({ rows }) => rows))).toBe(10)
  })
})
