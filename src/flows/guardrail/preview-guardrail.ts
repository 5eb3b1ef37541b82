import { BACKTEST_DAYS, backtest, backtestInWords } from '../../domain/guardrail/backtest.ts'
import { EVALUATORS } from '../../domain/guardrail/evaluators.ts'
import { type Definition, type Guardrail, isOfToday, type Scope } from '../../domain/guardrail/guardrail.ts'
import { type Proposal, propose, usualOf } from '../../domain/guardrail/proposal.ts'
import { judgeSafely } from '../../domain/guardrail/replay.ts'
import { weeksBefore } from '../../domain/guardrail/series.ts'
import { type Watched, watchedBy } from '../../domain/guardrail/watched.ts'
import { targetOf } from '../../domain/review.ts'
import { localDay, shiftDay } from '../../domain/week.ts'
import { readCampaignDays } from '../../store/qa-facts.ts'
import type { TeamContext } from '../context.ts'
import { readGuardedNumbers } from './read-numbers.ts'

const WEEKS = 8
const MOST_CAMPAIGNS = 40
const RECENT_DAYS = 28

/** Bounds for what is watched in a scope, from the team's own last eight weeks. */
export async function proposeBounds(
  ctx: TeamContext,
  watched: Watched,
  scope: Scope,
): Promise<Proposal & { usual: number | null }> {
  const { team } = ctx
  const day = lastDay(ctx)
  // Numbers alone are asked for here: what the controls say of today proposes no bound.
  const asked = { scope, windowDays: 7, maturityDays: 0, kind: 'max' as const }
  const { seriesOf } = await readGuardedNumbers(ctx, [asked], day, 7 * WEEKS)
  const weeks = weeksBefore(seriesOf(scope), shiftDay(day, 1), WEEKS)
  const channelId = scope.level === 'channel' ? scope.channelId : null
  const target =
    watched.metric === null || scope.level === 'campaign' ? null : targetOf(team, channelId, watched.metric)
  return { ...propose(watched, weeks, target, team.currency), usual: usualOf(watched.metric, weeks) }
}

/** What a definition would have done in the last eight weeks, or how it stands today where the past cannot be played. */
export async function testDefinition(ctx: TeamContext, definition: Definition): Promise<string[]> {
  const day = lastDay(ctx)
  const guardrail = asGuardrail(definition, ctx.now)
  const { seriesOf } = await readGuardedNumbers(ctx, [guardrail], day, BACKTEST_DAYS)
  const series = seriesOf(definition.scope)
  const tested = backtestInWords(backtest(guardrail, series, day))
  if (!isOfToday(guardrail)) return tested
  return [...tested, `Now: ${judgeSafely(EVALUATORS[guardrail.kind], guardrail, series, day).sentence}`]
}

/** What a metric usually is where a guardrail looks; null where it watches none. */
export async function usualFor(ctx: TeamContext, definition: Definition): Promise<number | null> {
  return definition.metric === null ? null : (await proposeBounds(ctx, watchedBy(definition), definition.scope)).usual
}

/** The campaigns that a guardrail may watch: those of the last four weeks, the dearest first. */
export async function listCampaigns({ db, team, now }: TeamContext): Promise<string[]> {
  const today = localDay(now, team.zone)
  const rows = await readCampaignDays(db, team, shiftDay(today, -RECENT_DAYS), shiftDay(today, -1))
  return [...new Set(rows.map(({ campaign }) => campaign))].slice(0, MOST_CAMPAIGNS)
}

/** A definition of which nothing is known yet, as the judges take it. */
function asGuardrail(definition: Definition, now: Date): Guardrail {
  return { ...definition, id: '', number: 0, version: 0, pausedAt: null, pausedBy: null, createdAt: now, createdBy: '' }
}

function lastDay({ now, team }: TeamContext): string {
  return shiftDay(localDay(now, team.zone), -1)
}
