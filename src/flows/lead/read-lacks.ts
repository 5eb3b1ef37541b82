import { type Guardrail, guardrailName } from '../../domain/guardrail/guardrail.ts'
import { type Lack, lacksOf } from '../../domain/review/closing.ts'
import { heard, type Review } from '../../domain/review/narrative.ts'
import { readChannelsOfCampaigns } from '../../store/fact/complete-days.ts'
import { listGuardrails } from '../../store/guardrail/guardrails.ts'
import { listIncidentDecisions, listOpenIncidents } from '../../store/guardrail/incidents.ts'
import { listAhead } from '../../store/review/narratives-ahead.ts'
import type { Tx } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'

/** What a review lacks before it is closed: narratives that an owner neither wrote nor passed, and what its open breaches ask for. */
export async function readLacks(tx: Tx, ctx: TeamContext, review: Review): Promise<Lack[]> {
  const { team } = ctx
  const { missing } = heard(review)
  const passed = new Set((await listAhead(tx, team, review.week)).map(({ channelId }) => channelId))
  const told = review.board.channels.map(({ channelId, name, ownerUserId }) => ({
    channelId,
    name,
    isWritten: !missing.includes(channelId),
    isPassed: passed.has(channelId),
    isOwned: ownerUserId !== null,
  }))
  const open = await readOpen(tx, ctx)
  const ids = open.map(({ id }) => id)
  const decided = new Set((await listIncidentDecisions(tx, team, ids)).map(({ incidentId }) => incidentId))
  return lacksOf(told, open, decided)
}

/** The breaches that are open, drills left out, each with the channels it is of. */
async function readOpen(tx: Tx, ctx: TeamContext) {
  const { team } = ctx
  const incidents = (await listOpenIncidents(tx, team)).filter(({ isDrill }) => !isDrill)
  const guardrails = incidents.length > 0 ? await listGuardrails(tx, team) : []
  const open = incidents.flatMap(({ id, leadId, guardrailId }) => {
    const guardrail = guardrails.find((each) => each.id === guardrailId)
    return guardrail ? [{ id, leadId, guardrail }] : []
  })
  const campaigns = open.flatMap(({ guardrail: { scope } }) => (scope.level === 'campaign' ? [scope.campaign] : []))
  const channels = await readChannelsOfCampaigns(ctx.db, team, campaigns)
  return open.map(({ guardrail, ...own }) => ({
    ...own,
    name: guardrailName(guardrail, team),
    channelIds: channelsOf(guardrail, channels),
  }))
}

function channelsOf({ scope }: Guardrail, campaigns: ReadonlyMap<string, string>): string[] {
  if (scope.level === 'team') return []
  return [scope.level === 'channel' ? scope.channelId : (campaigns.get(scope.campaign) ?? '')]
}

/** What an open review lacks now; a closed one lacks nothing any more. */
export async function readOpenLacks(ctx: TeamContext, review: Review): Promise<Lack[]> {
  return review.state === 'open' ? await readLacks(ctx.db.prisma, ctx, review) : []
}
