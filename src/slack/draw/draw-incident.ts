import { altText } from '../../charts/alt-text.ts'
import type { ChartSpec } from '../../charts/spec.ts'
import type { TeamContext } from '../../flows/context.ts'
import { INCIDENT_DECISION } from '../../flows/guardrail/act-on-incident.ts'
import { findIncidentCard, type IncidentState, readIncident } from '../../flows/guardrail/read-incident.ts'
import { readIncidentTrend } from '../../flows/guardrail/read-incident-trend.ts'
import { INCIDENT_CARD, INCIDENT_CHART, INCIDENT_NOTE } from '../../flows/guardrail/tell.ts'
import type { Announcement, Drawing } from '../announcer/desk.ts'
import { incidentCard } from '../views/guardrail/incident-card.ts'
import { incidentDecisionPost } from '../views/guardrail/incident-decision.ts'
import { incidentNote } from '../views/guardrail/incident-note.ts'
import { incidentChart } from './incident-chart.ts'

/** Draws what is said about an incident: its card, the picture and the lines of its thread, and what was decided. */
export async function drawIncident(
  ctx: TeamContext,
  { kind, subject, part }: Pick<Announcement, 'kind' | 'subject' | 'part'>,
  renderChart: (spec: ChartSpec) => Promise<Buffer>,
): Promise<Drawing> {
  const state = await readIncident(ctx, subject)
  switch (kind) {
    case INCIDENT_CARD:
      return await drawCard(ctx, state)
    case INCIDENT_CHART:
      return await drawChart(ctx, subject, renderChart)
    case INCIDENT_NOTE: {
      const note = state.notes.find(({ id }) => id === part)
      if (!note) return { kind: 'nothing', reason: 'nothing is known of what it was about' }
      return { kind: 'message', ...incidentNote({ ...state, note }) }
    }
    case INCIDENT_DECISION: {
      const decision = state.decisions.find(({ id }) => id === part)
      return decision
        ? { kind: 'message', ...incidentDecisionPost({ ...state, decision }) }
        : { kind: 'nothing', reason: 'the decision is not there any more' }
    }
    default:
      return { kind: 'nothing', reason: `no view draws ${kind}` }
  }
}

/** A breach that was over before Slack could be told of it is not told afterwards. */
async function drawCard(ctx: TeamContext, state: IncidentState): Promise<Drawing> {
  if (state.incident.state === 'resolved') {
    const card = await findIncidentCard(ctx, state.incident.id)
    if (!card?.ts) return { kind: 'nothing', reason: 'it was over before anybody was told' }
  }
  return { kind: 'message', ...incidentCard(state) }
}

async function drawChart(
  ctx: TeamContext,
  id: string,
  renderChart: (spec: ChartSpec) => Promise<Buffer>,
): Promise<Drawing> {
  const trend = await readIncidentTrend(ctx, id)
  const spec = trend && incidentChart(trend)
  if (!spec) return { kind: 'nothing', reason: 'there is nothing to picture' }
  const alt = altText(spec)
  return { kind: 'picture', png: await renderChart(spec), fileName: `${id}.png`, alt, comment: alt }
}
