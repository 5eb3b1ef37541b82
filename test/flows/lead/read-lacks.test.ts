import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Scope } from '../../../src/domain/guardrail/guardrail.ts'
import { judgeGuardrails } from '../../../src/flows/guardrail/judge-guardrails.ts'
import { readOpenLacks } from '../../../src/flows/lead/read-lacks.ts'
import { passWeek } from '../../../src/flows/prompt/answer-prompt.ts'
import { openReview } from '../../../src/flows/review/open-review.ts'
import { readReview } from '../../../src/flows/review/read-review.ts'
import { findTeam } from '../../../src/store/teams.ts'
import { adDaysCsv, everyDay } from '../../support/ad-days.ts'
import { type FlowStage, openFlowStage } from '../../support/flow-stage.ts'
import { channelId, makeGuardrail } from '../../support/guardrails.ts'

const WEEK = '2026-W47'

let stage: FlowStage
beforeAll(async () => {
  stage = await openFlowStage('2026-11-23T10:00:00Z')
})
afterAll(async () => {
  await stage.close()
})

/** What the review of a team lacks whose channels were all passed, while a guardrail of a scope is broken. */
async function lacksWhile(scopeOf: (searchId: string) => Scope) {
  const made = await stage.makeTeam()
  const dear = { campaign: 'Brand', spend: 1_000, impressions: 50_000, clicks: 500, conversions: 20 }
  const { id } = await stage.stageFile(made, adDaysCsv(everyDay('2026-10-01', '2026-11-22', dear)))
  await stage.confirm(made, id)
  const team = (await findTeam(made.db.prisma, made.team)) ?? made.team
  const ctx = { ...made, team, actor: { kind: 'person', userId: team.leadUserId ?? 'U0MARA' } as const }
  await makeGuardrail(ctx, { windowDays: 1, scope: scopeOf(channelId(ctx, 'paid-search')) })
  await judgeGuardrails(ctx)
  for (const channel of team.channels) await passWeek(ctx, { week: WEEK, channelId: channel.id })
  const { reviewId } = await openReview(ctx, WEEK, { late: false })
  return await readOpenLacks(ctx, (await readReview(ctx, reviewId)).review)
}

it.each<[string, (searchId: string) => Scope, object[]]>([
  [
    'its channel',
    (id) => ({ level: 'channel', channelId: id }),
    [
      { kind: 'alarmed', name: 'Paid search' },
      { kind: 'decision', name: 'G-1 Cost ceiling, Paid search' },
    ],
  ],
  [
    'the channel of its campaign',
    () => ({ level: 'campaign', campaign: 'Brand' }),
    [
      { kind: 'alarmed', name: 'Paid search' },
      { kind: 'decision', name: 'G-1 Cost ceiling, Brand' },
    ],
  ],
  [
    'no channel where it is the whole team’s',
    () => ({ level: 'team' }),
    [{ kind: 'decision', name: 'G-1 Cost ceiling' }],
  ],
])('an open breach takes a decision, and although all was passed the words of %s', async (_whose, scope, lacks) => {
  expect(await lacksWhile(scope)).toEqual(lacks)
})
