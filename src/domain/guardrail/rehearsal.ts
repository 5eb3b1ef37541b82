import { monthOf, shiftDay } from '../week.ts'
import type { Guardrail, Scope } from './guardrail.ts'
import type { Incident, Noted } from './incident.ts'
import type { Broken, ChannelOf } from './inhibition.ts'
import { AT_REST, type Watch } from './machine.ts'
import { judgeRound } from './round.ts'
import type { Series } from './series.ts'
import { judgedOn, opened } from './story.ts'

/** One thing that would have been said, and on which day. */
export type Rehearsed = { day: string; guardrail: Guardrail; what: Noted; detail: Record<string, unknown> }

/**
 * The first day that a guardrail can be lived through again up to a day: a budget is known for its own month, and what it was
 * before is not.
 */
export function knownFrom({ kind }: Pick<Guardrail, 'kind'>, days: { from: string; to: string }): string {
  const { from } = monthOf(days.to)
  return kind === 'pace' && from > days.from ? from : days.from
}

/** Lives through days one by one, as if each had come in on the morning after it, and lists all that would have been said. */
export function rehearse(
  guardrails: readonly Guardrail[],
  numbers: { seriesOf(scope: Scope): Series; channelOf: ChannelOf; tracking: readonly Broken[] },
  days: { from: string; to: string },
): Rehearsed[] {
  const watches = new Map<string, Watch>(
    guardrails.flatMap((each) => {
      const first = knownFrom(each, days)
      return first > days.from ? [[each.id, { ...AT_REST, counted: shiftDay(first, -1) }]] : []
    }),
  )
  const broken = new Map<string, string[]>()
  const open = new Map<string, { incident: Incident; isMuted: boolean }>()
  const said: Rehearsed[] = []
  for (let day = days.from; day <= days.to; day = shiftDay(day, 1)) {
    const due = new Set(guardrails.flatMap((each) => (knownFrom(each, days) <= day ? [each.id] : [])))
    const seriesOf = (scope: Scope) => upTo(numbers.seriesOf(scope), day)
    const { channelOf, tracking } = numbers
    for (const track of judgeRound({ guardrails, due, day, seriesOf, channelOf, watches, broken, tracking })) {
      const { guardrail } = track
      for (const judged of track.days) {
        watches.set(guardrail.id, judged.watch)
        if (judged.judged.verdict === 'BREACH')
          broken.set(guardrail.id, [...(broken.get(guardrail.id) ?? []), judged.day])
        const known = open.get(guardrail.id)
        const now = new Date(`${day}T00:00:00Z`)
        const isNew = !known && judged.move === 'fired'
        if (!known && !isNew) continue
        const turn = known
          ? judgedOn(known.incident, judged, known.isMuted, now)
          : opened(guardrail, judged, { id: day, now })
        said.push(...turn.happened.map((happened) => ({ day, guardrail, ...happened })))
        if (turn.incident.state === 'resolved') open.delete(guardrail.id)
        else open.set(guardrail.id, { incident: turn.incident, isMuted: judged.mutedBy !== null })
      }
    }
  }
  return said
}

/** The numbers as they stood when a day was the last whole one. */
function upTo(series: Series, day: string): Series {
  const until = (last: string | null) => (last !== null && last > day ? day : last)
  return {
    ...series,
    media: until(series.media),
    crm: until(series.crm),
    platforms: series.platforms.map((each) => ({ ...each, lastDay: until(each.lastDay) ?? day })),
  }
}
