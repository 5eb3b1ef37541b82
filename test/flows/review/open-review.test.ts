import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ReviewPart } from '../../../src/domain/review/review-part.ts'
import { missingInWords } from '../../../src/domain/review/review-part.ts'
import type { TeamContext } from '../../../src/flows/context.ts'
import { openReview } from '../../../src/flows/review/open-review.ts'
import { previewReview, readReview } from '../../../src/flows/review/read-review.ts'
import { silentLog } from '../../../src/lib/log.ts'
import { reviewPreview } from '../../../src/slack/views/review/review-preview.ts'
import { type FlowStage, openFlowStage } from '../../support/flow-stage.ts'

let stage: FlowStage
beforeAll(async () => {
  stage = await openFlowStage('2026-11-09T08:00:00Z')
})
afterAll(async () => {
  await stage.close()
})

const WEEK = '2026-W45'
const NUMBERS = [
  'Date,Platform,Campaign,Spend,Impressions,Clicks,Conversions',
  '2026-10-27,Google Ads,Brand,100,4000,90,10',
  '2026-11-03,Google Ads,Brand,150,4000,90,10',
].join('\n')

/** A team with numbers whose database refuses one kind of statement, with what was logged as an error. */
async function withFault(breaks: (sql: string) => boolean) {
  const made = await stage.makeTeam({ monthlyBudget: 4_000 })
  const { id } = await stage.stageFile(made, NUMBERS)
  await stage.confirm(made, id)
  const logged: Record<string, unknown>[] = []
  const { pool } = made.db
  const refusing = new Proxy(pool, {
    get: (target, name) =>
      name !== 'query'
        ? Reflect.get(target, name)
        : async (query: string | { text: string }, values?: unknown[]) => {
            if (breaks(typeof query === 'string' ? query : query.text)) throw new Error('column "spend" does not exist')
            return typeof query === 'string' ? await target.query(query, values) : await target.query(query)
          },
  })
  const ctx: TeamContext = {
    ...made,
    db: { ...made.db, pool: refusing },
    log: { ...silentLog, error: (fields) => logged.push({ ...fields }) },
  }
  return { ctx, logged }
}

async function announced({ db, team }: TeamContext): Promise<string[]> {
  const { rows } = await db.pool.query<{ kind: string }>('SELECT kind FROM announcement WHERE team_id = $1', [team.id])
  return rows.map(({ kind }) => kind)
}

const FAULTS: readonly [part: ReviewPart, says: string, breaks: (sql: string) => boolean][] = [
  [
    'pace',
    '/beat numbers month',
    (sql) => sql.includes('SELECT day::text AS day, channel_id AS "channelId", sum(spend)'),
  ],
  ['cohorts', '/beat numbers', (sql) => sql.includes('(SELECT max(lead_at)')],
  ['changed', '/beat why', (sql) => sql.includes('GROUP BY channel_id, day')],
  ['creatives', '/beat creatives', (sql) => sql.includes('FROM lived JOIN shown')],
]

describe('a review of which one part cannot be worked out', () => {
  it.each(FAULTS)(
    'opens with its numbers all the same, says that %s is missing, and how to see it: %s',
    async (part, says, breaks) => {
      const { ctx, logged } = await withFault(breaks)
      const opened = await openReview(ctx, WEEK, { late: false })

      expect(opened).toMatchObject({ kind: 'opened', missing: [part] })
      const { review } = await readReview(ctx, opened.reviewId)
      expect(review.board.headline.value).toBe(15)
      expect(review.board.missing).toEqual([part])
      const kinds = await announced(ctx)
      expect(kinds).toContain('review-missing')
      expect(kinds.includes('review-movement')).toBe(part !== 'changed')
      expect(missingInWords(review.board.missing).join('\n')).toContain(`\`${says}\` tries again`)
      expect(logged).toMatchObject([{ part, week: WEEK, team: ctx.team.id }])
    },
  )

  it('says nothing of missing parts where all are there', async () => {
    const { ctx, logged } = await withFault(() => false)
    const opened = await openReview(ctx, WEEK, { late: false })
    expect(opened).toMatchObject({ missing: [] })
    expect(await announced(ctx)).not.toContain('review-missing')
    expect(logged).toEqual([])
  })

  it('does not open without its numbers: it opens when they can be read', async () => {
    const { ctx } = await withFault((sql) => sql.includes('"lastDay"'))
    await expect(openReview(ctx, WEEK, { late: false })).rejects.toThrow('does not exist')
    expect(await announced(ctx)).not.toContain('review-header')
  })

  it('waits for a database that is away instead of opening without half of its parts', async () => {
    const { ctx } = await withFault((sql) => {
      if (sql.includes('FROM lived JOIN shown')) throw Object.assign(new Error('gone'), { code: 'ECONNREFUSED' })
      return false
    })
    await expect(openReview(ctx, WEEK, { late: false })).rejects.toThrow('gone')
  })

  it('is previewed with the same words', async () => {
    const { ctx } = await withFault((sql) => sql.includes('GROUP BY channel_id, day'))
    const said = JSON.stringify(reviewPreview(await previewReview(ctx, WEEK)).blocks)
    expect(said).toContain('One part of this review could not be worked out')
    expect(said).toContain('What changed: `/beat why` tries again')
    expect(said).not.toContain('week on week')
  })
})
