import type { KnownBlock } from '@slack/types'
import { type Guardrail, guardrailName } from '../../../domain/guardrail/guardrail.ts'
import type { Incident, IncidentDecision } from '../../../domain/guardrail/incident.ts'
import type { Team } from '../../../domain/team.ts'
import { context, section } from '../../kit/blocks.ts'
import { sentence } from '../../kit/sentence.ts'
import { userText } from '../../kit/text.ts'

/** What a decision about an incident is drawn from. */
export type IncidentDecisionState = {
  team: Team
  guardrail: Guardrail
  incident: Incident
  decision: IncidentDecision
  names: Readonly<Record<string, string>>
}

/** What the team reads of a decision about an incident, once: what, on which numbers, by whom and why. */
export function incidentDecisionPost(state: IncidentDecisionState): { text: string; blocks: KnownBlock[] } {
  const { team, guardrail, incident, decision, names } = state
  const { number, decision: what, rationale, madeBy } = decision
  const title = `${incident.isDrill ? 'TEST · ' : ''}D-${number} · ${guardrailName(guardrail, team)}`
  return {
    text: userText(`${title}: ${what}`, 400),
    blocks: [
      section(`*${userText(title, 200)}*\n${userText(what, 1_500)}`),
      section(`_${userText(rationale.replace(/\s+/g, ' '), 1_500)}_`),
      context(
        `Decided by ${userText(names[madeBy] ?? 'a colleague', 80)} on: ${sentence(incident.judged.sentence, 500)}`,
      ),
    ],
  }
}
