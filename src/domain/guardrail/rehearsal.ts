import { countDays, shiftDay } from '../week.ts'
import type { Guardrail, Scope } from './guardrail.ts'
import type { Incident, Noted } from './incident.ts'
import type { Broken, ChannelOf } from './inhibition.ts'
import type { Watch } from './machine.ts'
import { asOf, stepped } from './past.ts'
import { judgeRound } from './round.ts'
import type { Series } from './series.ts'
import { judgedOn, opened } from './story.ts'

/** One thing that would have been said, and on which day. */
export type Rehearsed = { day: string; guardrail: Guardrail; what: Noted; detail: Record<string, unknown> }

/** Lives through days one by one, as if each had come in on the morning after it, and lists all that would have been said. */
export function rehearse(
  guardrails: readonly Guardrail[],
  numbers: { seriesOf(scope: Scope): Series; channelOf: ChannelOf; tracking: readonly Broken[] },
  days: { from: string; to: string },
): Rehearsed[] {
  const played = guardrails.map(stepped)
  const watches = new Map<string, Watch>()
  const broken = new Map<string, string[]>()
  const open = new Map<string, { incident: Incident; isMuted: boolean }>()
  const said: Rehearsed[] = []
  for (let day = days.from; day <= days.to; day = shiftDay(day, 1)) {
    const isLookedAt = (step: number) => (countDays(day, days.to) - 1) % step === 0
    const due = new Set(played.filter(({ step }) => isLookedAt(step)).map((each) => each.guardrail.id))
    const seriesOf = (scope: Scope) => asOf(numbers.seriesOf(scope), day)
    for (const track of judgeRound({
      guardrails: played.map((each) => each.guardrail),
      due,
      day,
      seriesOf,
      channelOf: numbers.channelOf,
      tracking: numbers.tracking,
      watches,
      broken,
    })) {
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
