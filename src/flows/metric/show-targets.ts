import { addSums, type Band, metricOf, NO_SUMS } from '../../domain/metric/metric.ts'
import { bandOf, type Scope, scopesOf, TARGETED, type Targeted } from '../../domain/metric/target.ts'
import { daysOf, lastCompleteWeek } from '../../domain/week.ts'
import { readChannelSums } from '../../store/fact/weekly-sums.ts'
import type { TeamContext } from '../context.ts'

/** One target that is set, with the value of the last complete week; a budget has none. */
export type SetTarget = { key: Targeted; band: Band; value: number | null }

/** The targets of a team and of its channels, those with any; `week` is the one the values are of. */
export type Targets = { week: string; scopes: (Scope & { targets: SetTarget[] })[] }

/** Reads which targets are set, of the whole team and all its channels, or of one channel. */
export async function showTargets({ db, team, now }: TeamContext, channelId: string | null): Promise<Targets> {
  const week = lastCompleteWeek(now, team.zone)
  const { from, to } = daysOf(week)
  const sums = await readChannelSums(db, team, from, to)
  const sumsOf = (id: string | null) =>
    id === null ? addSums(sums.map((each) => each.sums)) : (sums.find((each) => each.channelId === id)?.sums ?? NO_SUMS)
  const scopes = scopesOf(team).filter((scope) => channelId === null || scope.channelId === channelId)
  return {
    week,
    scopes: scopes.map((scope) => ({
      ...scope,
      targets: TARGETED.flatMap((key) => {
        const band = bandOf(team, scope.channelId, key)
        const value = key === 'budget' ? null : metricOf(key).of(sumsOf(scope.channelId))
        return band ? [{ key, band, value }] : []
      }),
    })),
  }
}
