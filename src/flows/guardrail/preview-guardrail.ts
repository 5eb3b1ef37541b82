import { BACKTEST_DAYS, backtest, backtestInWords } from '../../domain/guardrail/backtest.ts'
import { EVALUATORS } from '../../domain/guardrail/evaluators.ts'
import { type Definition, type Guardrail, isOfToday, type Scope } from '../../domain/guardrail/guardrail.ts'
import { type Proposal, propose, targetOfWatched, usualOf } from '../../domain/guardrail/proposal.ts'
import { judgeSafely } from '../../domain/guardrail/replay.ts'
import { weeksBefore } from '../../domain/guardrail/series.ts'
import { type Watched, watchedBy } from '../../domain/guardrail/watched.ts'
import { localDay, shiftDay } from '../../domain/week.ts'
import { readCampaignDays } from '../../store/guardrail/qa-facts.ts'
import type { TeamContext } from '../context.ts'
import { readGuardedNumbers } from './read-numbers.ts'
import { readPast } from './read-past.ts'

const WEEKS = 8
const MOST_CAMPAIGNS = 40
const RECENT_DAYS = 28

/** What a rule would have done, in sentences; `today` is how it stands where the past does not tell. */
export type Tested = { past: string[]; today: string[] }

/** What somebody who defines a guardrail is shown: bounds from the team's own weeks, and what a rule would have done there. */
export type Preview = Proposal & { usual: number | null; test(definition: Definition): Promise<Tested> }

/** Reads the numbers of a scope once, and answers from them what to propose and what a rule would have done. */
export async function previewGuardrail(
  ctx: TeamContext,
  watched: Watched,
  scope: Scope,
  windowDays: number,
): Promise<Preview> {
  const { team, now } = ctx
  const day = shiftDay(localDay(now, team.zone), -1)
  const asked = { scope, windowDays, maturityDays: 0, kind: watched.kind ?? ('max' as const) }
  const { seriesOf } = await readGuardedNumbers(ctx, [asked], day, BACKTEST_DAYS)
  const series = seriesOf(scope)
  const weeks = weeksBefore(series, shiftDay(day, 1), WEEKS)
  const channelId = scope.level === 'channel' ? scope.channelId : null
  const told = { scope, currency: team.currency, economics: series.economics }
  const target = scope.level === 'campaign' ? null : targetOfWatched(team, channelId, watched)
  return {
    ...propose(watched, weeks, target, told),
    usual: usualOf(watched, weeks, told),
    async test(definition) {
      const guardrail = asGuardrail(definition, now)
      // What takes long to read is read where somebody wants to see it, and not while they save.
      const pastOf = await readPast(ctx, [guardrail], { from: shiftDay(day, 1 - BACKTEST_DAYS), to: day })
      const tested = backtest(guardrail, { ...series, past: pastOf(scope) }, day)
      const isPlain = !isOfToday(guardrail) && tested.judged > 0
      const today = isPlain ? [] : [judgeSafely(EVALUATORS[guardrail.kind], guardrail, series, day).sentence]
      return { past: backtestInWords(tested), today }
    },
  }
}

/** What a definition would have done in the last eight weeks. */
export async function testDefinition(ctx: TeamContext, definition: Definition): Promise<Tested> {
  const { test } = await previewGuardrail(ctx, watchedBy(definition), definition.scope, definition.windowDays)
  return await test(definition)
}

/** The past of a rule and how it stands today, as one text. */
export function testedInWords({ past, today }: Tested): string[] {
  return [...past, ...today.map((sentence) => `Now: ${sentence}`)]
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
