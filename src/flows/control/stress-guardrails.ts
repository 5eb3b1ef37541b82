import { type Stress, stressed, sumsOfScope } from '../../domain/control/stress.ts'
import type { StressedBound, StressVerdict } from '../../domain/control/stress-test.ts'
import type { Judged } from '../../domain/guardrail/evaluation.ts'
import { EVALUATORS } from '../../domain/guardrail/evaluators.ts'
import { type Guardrail, guardrailName, type Scope } from '../../domain/guardrail/guardrail.ts'
import { completeThrough, type Series, sumsBetween } from '../../domain/guardrail/series.ts'
import { cacWithin } from '../../domain/metric/economics.ts'
import { type Sums, standing } from '../../domain/metric/metric.ts'
import { localDay, shiftDay } from '../../domain/week.ts'
import { listGuardrails } from '../../store/guardrail/guardrails.ts'
import type { TeamContext } from '../context.ts'
import { type GuardedNumbers, readGuardedNumbers } from '../guardrail/read-numbers.ts'

/** Puts the live guardrails under a stress: each is judged by its own window and certainty, once as it is and once stressed. */
export async function stressGuardrails(
  ctx: TeamContext,
  stress: Stress,
  exponents: ReadonlyMap<string, number>,
): Promise<StressedBound[]> {
  const { db, team, now } = ctx
  const live = (await listGuardrails(db.prisma, team)).filter(
    ({ metric, pausedAt }) => metric !== null && pausedAt === null,
  )
  if (live.length === 0) return []
  const day = shiftDay(localDay(now, team.zone), -1)
  const numbers = await readGuardedNumbers(ctx, live, day, 0)
  return live.flatMap((guardrail) => {
    const { metric } = guardrail
    if (metric === null) return []
    const series = numbers.seriesOf(guardrail.scope)
    const judgeIt = EVALUATORS[guardrail.kind]
    const judged = judgeIt(guardrail, series, day)
    const sums = stressedSums(ctx, guardrail, day, { numbers, stress, exponents })
    const under =
      sums && judgeIt({ ...guardrail, windowDays: 1, maturityDays: 0 }, dayOf(series, sums, day, guardrail), day)
    const own = guardrail.scope.level === 'channel' ? guardrail.scope.channelId : null
    const isGone = stress.kind === 'loss' && own === stress.channelId
    return {
      name: guardrailName(guardrail, team),
      channelId: own,
      metric,
      ...valuesOf(guardrail, series, judged, isGone ? null : under),
      verdict: isGone ? 'gone' : verdictOf(guardrail, judged, under),
    }
  })
}

/** The values of a bound; a payback follows from its CAC, and only that follows from the spend in proportion. */
function valuesOf(
  { kind, breach }: Guardrail,
  { economics }: Series,
  now: Judged,
  under: Judged | null,
): Pick<StressedBound, 'band' | 'now' | 'under' | 'payback'> {
  if (kind !== 'payback' || breach.high === null) return { band: breach, now: now.value, under: under?.value ?? null }
  const cac = (judged: Judged | null) =>
    judged?.numerator != null && judged.denominator ? judged.numerator / judged.denominator : null
  return {
    band: { low: null, high: cacWithin(economics, breach.high) },
    now: cac(now),
    under: cac(under),
    payback: { bound: breach.high, under: under?.value ?? null },
  }
}

function verdictOf({ kind, breach }: Guardrail, now: Judged, under: Judged | null): StressVerdict {
  if (now.verdict === 'BREACH') return 'broken already'
  if (under?.verdict === 'BREACH') return 'breaks'
  // A customer that never pays for itself is beyond any bound.
  const isNever = kind === 'payback' && under?.value === null && under.bound !== null
  const stands = standing(isNever ? Number.POSITIVE_INFINITY : (under?.value ?? null), breach)
  return stands === null || stands === 'on target' ? 'holds' : 'unsure'
}

/** The window of a guardrail as it would be: channel by channel, because a stress may mean one of them. */
function stressedSums(
  { team }: TeamContext,
  guardrail: Guardrail,
  day: string,
  given: { numbers: GuardedNumbers; stress: Stress; exponents: ReadonlyMap<string, number> },
): Sums | null {
  const { numbers, stress, exponents } = given
  const { scope, metric, windowDays, maturityDays } = guardrail
  const complete = completeThrough(numbers.seriesOf(scope), metric)
  if (complete === null) return null
  const to = shiftDay(complete < day ? complete : day, -maturityDays)
  const within = (of: Scope) => sumsBetween(numbers.seriesOf(of), shiftDay(to, 1 - windowDays), to)
  if (scope.level === 'campaign') {
    const channelId = numbers.channelOf(scope.campaign) ?? ''
    return sumsOfScope(stressed([{ channelId, sums: within(scope) }], stress, exponents), null)
  }
  const ids = scope.level === 'channel' ? [scope.channelId] : [...team.channels.map(({ id }) => id), '']
  const channels = ids.map((channelId) => ({ channelId, sums: within({ level: 'channel', channelId }) }))
  return sumsOfScope(stressed(channels, stress, exponents), null)
}

/** A window as a single day, which is judged like any other. */
function dayOf(series: Series, sums: Sums, day: string, { windowDays }: Guardrail): Series {
  const { otherCost } = series.economics
  // What is told of a month is counted by days, and this one stands for all of the window.
  const economics = { ...series.economics, otherCost: otherCost === null ? null : otherCost * windowDays }
  return { ...series, from: day, days: [sums], media: day, crm: day, economics }
}
