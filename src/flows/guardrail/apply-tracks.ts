import { foremostFirst, type Lead, leadOf } from '../../domain/guardrail/grouping.ts'
import type { Incident } from '../../domain/guardrail/incident.ts'
import type { ChannelOf } from '../../domain/guardrail/inhibition.ts'
import type { Track } from '../../domain/guardrail/round.ts'
import { type Happened, judgedOn, opened } from '../../domain/guardrail/story.ts'
import { findGuardrail } from '../../store/guardrail/guardrails.ts'
import { insertIncident, listIncidentNotes, listOpenIncidents } from '../../store/guardrail/incidents.ts'
import type { Tx } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { isMuted, tell } from './tell.ts'

type Open = Lead & { happened: Happened[] }

/** Carries what a round found into the incidents of a team: opens, moves and ends them, and says what is to be said. */
export async function applyTracks(
  tx: Tx,
  ctx: TeamContext,
  tracks: readonly Track[],
  channelOf: ChannelOf,
): Promise<void> {
  const { team } = ctx
  const before = (await listOpenIncidents(tx, team)).filter(({ isDrill }) => !isDrill)
  const touched: Open[] = []
  for (const track of tracks) {
    const known = before.find(({ guardrailId }) => guardrailId === track.guardrail.id) ?? null
    const muted = known !== null && isMuted(await listIncidentNotes(tx, team, known.id))
    touched.push(...follow(ctx, track, known, muted))
  }
  const broken = touched.filter(({ isNew }) => isNew).sort(foremostFirst)
  const leads = await possibleLeads(tx, ctx, before)
  for (const each of broken) {
    const lead = leadOf(each.guardrail, leads, channelOf)
    const incident = { ...each.incident, leadId: lead?.incident.id ?? null }
    if (!(await insertIncident(tx, team, incident))) continue
    const told = await tell(tx, ctx, each.guardrail, incident, each.happened)
    if (!lead && told.state !== 'resolved') leads.push({ guardrail: each.guardrail, incident: told, isNew: true })
  }
  for (const { guardrail, incident, happened } of touched.filter(({ isNew }) => !isNew))
    await tell(tx, ctx, guardrail, incident, happened)
}

/** Plays the days of a track onto an incident; what broke and was over again within them was nobody's business. */
function follow(ctx: TeamContext, { guardrail, days }: Track, known: Incident | null, wasMuted: boolean): Open[] {
  let open: Open | null = known && { guardrail, incident: known, happened: [], isNew: false }
  let muted = wasMuted
  for (const day of days) {
    if (open === null) {
      if (day.move !== 'fired') continue
      const turn = opened(guardrail, day, { id: ctx.newId('inc'), now: ctx.now })
      open = { guardrail, ...turn, isNew: true }
    } else {
      const turn = judgedOn(open.incident, day, muted, ctx.now)
      muted = day.mutedBy !== null
      open = { ...open, incident: turn.incident, happened: [...open.happened, ...turn.happened] }
    }
    if (open.incident.state === 'resolved' && open.isNew) open = null
    else if (open.incident.state === 'resolved') break
  }
  return open ? [open] : []
}

/** Open incidents with a card of their own that people have seen. */
async function possibleLeads(tx: Tx, ctx: TeamContext, open: readonly Incident[]): Promise<Lead[]> {
  const leads: Lead[] = []
  for (const incident of open.filter(({ leadId }) => leadId === null)) {
    const guardrail = await findGuardrail(tx, ctx.team, incident.guardrailId)
    const notes = await listIncidentNotes(tx, ctx.team, incident.id)
    if (guardrail && notes.some(({ what, told }) => what === 'fired' && told))
      leads.push({ guardrail, incident, isNew: false })
  }
  return leads
}
