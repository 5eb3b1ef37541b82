import { type Stress, stressed, sumsOfScope } from '../../domain/control/stress.ts'
import type { StressedBound, StressVerdict } from '../../domain/control/stress-test.ts'
import type { Judged } from '../../domain/guardrail/evaluation.ts'
import { type Guardrail, guardrailName, type Scope } from '../../domain/guardrail/guardrail.ts'
import { judge } from '../../domain/guardrail/judge.ts'
import { completeThrough, type Series, sumsBetween } from '../../domain/guardrail/series.ts'
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
    const judged = judge(guardrail, series, day)
    const sums = stressedSums(ctx, guardrail, day, { numbers, stress, exponents })
    const under = sums && judge({ ...guardrail, windowDays: 1, maturityDays: 0 }, dayOf(series, sums, day), day)
    const own = guardrail.scope.level === 'channel' ? guardrail.scope.channelId : null
    const isGone = stress.kind === 'loss' && own === stress.channelId
    return {
      name: guardrailName(guardrail, team),
      channelId: own,
      metric,
      band: guardrail.breach,
      now: judged.value,
      under: isGone ? null : (under?.value ?? null),
      verdict: isGone ? 'gone' : verdictOf(guardrail, judged, under),
    }
  })
}

function verdictOf({ breach }: Guardrail, now: Judged, under: Judged | null): StressVerdict {
  if (now.verdict === 'BREACH') return 'broken already'
  if (under?.verdict === 'BREACH') return 'breaks'
  const stands = standing(under?.value ?? null, breach)
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
function dayOf(series: Series, sums: Sums, day: string): Series {
  return { ...series, from: day, days: [sums], media: day, crm: day }
}
