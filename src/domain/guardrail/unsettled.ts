import type { Narrative } from '../narrative.ts'
import type { Team } from '../team.ts'
import { type Guardrail, guardrailName } from './guardrail.ts'
import type { Incident, IncidentDecision } from './incident.ts'

/** What an open incident lacks before its week may be closed; null where it lacks nothing. */
export type Unsettled = { incident: Incident; guardrail: Guardrail; lacks: ('narrative' | 'decision')[] }

/** The open incidents of a week without a decision, or without a word of their channel in the review. */
export function unsettled(
  open: readonly { incident: Incident; guardrail: Guardrail }[],
  decisions: readonly IncidentDecision[],
  narratives: readonly Pick<Narrative, 'channelId'>[],
): Unsettled[] {
  return open.flatMap(({ incident, guardrail }) => {
    const isDecided = decisions.some(({ incidentId }) => incidentId === incident.id)
    const lacks: Unsettled['lacks'] = [
      ...(isToldIn(guardrail, narratives) ? [] : (['narrative'] as const)),
      ...(isDecided ? [] : (['decision'] as const)),
    ]
    return lacks.length > 0 ? [{ incident, guardrail, lacks }] : []
  })
}

/** What concerns no single channel is told by whoever decides, in the reason they give. */
function isToldIn({ scope }: Guardrail, narratives: readonly Pick<Narrative, 'channelId'>[]): boolean {
  return scope.level !== 'channel' || narratives.some(({ channelId }) => channelId === scope.channelId)
}

/** What an incident lacks, in words: `G-4 CAC ceiling, Paid social has no decision and no narrative of its channel`. */
export function lacksInWords({ guardrail, lacks }: Unsettled, team: Team): string {
  const words = lacks.map((each) => (each === 'decision' ? 'no decision' : 'no narrative of its channel'))
  return `${guardrailName(guardrail, team)} has ${words.join(' and ')}`
}
