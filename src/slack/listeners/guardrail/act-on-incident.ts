import type { TeamContext } from '../../../flows/context.ts'
import {
  assignIncident,
  decideIncident,
  snoozeIncident,
  takeIncident,
  usualSnooze,
} from '../../../flows/guardrail/act-on-incident.ts'
import { readIncident, requireKeeper, teamOfIncident } from '../../../flows/guardrail/read-incident.ts'
import { INCIDENT_DECISION_FORM, recallDraft } from '../../../flows/keep-draft.ts'
import { openForm } from '../../forms/open-form.ts'
import { textOf } from '../../kit/values.ts'
import type { Click, Next, Submission } from '../../requests.ts'
import { incidentTaken } from '../../views/guardrail/incident-answers.ts'
import { assignForm, decideIncidentForm, snoozeForm } from '../../views/guardrail/incident-forms.ts'

/** [I'm on it] on the card of an incident. */
export async function takeByClick(click: Click): Promise<void> {
  const ctx = await contextOf(click.ctx, click.value)
  await takeIncident(ctx, click.value)
  await click.answer(incidentTaken(await readIncident(ctx, click.value)))
}

/** [Snooze until…] */
export async function openSnooze(click: Click): Promise<void> {
  await openForm(click, 'Snooze until…', async () => {
    const ctx = await contextOf(click.ctx, click.value)
    return snoozeForm({ ...(await mine(ctx, click.value)), until: usualSnooze(ctx) })
  })
}

/** The end of the snooze and its reason were sent. */
export async function saveSnooze({ ctx, values, metadata }: Submission): Promise<Next> {
  const { incidentId } = JSON.parse(metadata)
  const [day, time, why] = ['until', 'time', 'why'].map((id) => textOf(values, id) ?? '')
  await snoozeIncident(await contextOf(ctx, incidentId), incidentId, {
    day: day ?? '',
    time: time ?? '',
    why: why ?? '',
  })
  return undefined
}

/** [Assign] */
export async function openAssign(click: Click): Promise<void> {
  await openForm(click, 'Assign', async () => {
    const state = await mine(await contextOf(click.ctx, click.value), click.value)
    return assignForm({ ...state, initial: state.incident.assignedTo })
  })
}

/** The person was chosen. */
export async function saveAssign({ ctx, values, metadata }: Submission): Promise<Next> {
  const { incidentId } = JSON.parse(metadata)
  await assignIncident(await contextOf(ctx, incidentId), incidentId, textOf(values, 'to') ?? '')
  return undefined
}

/** [Log a decision], on the card, in the review, at home. */
export async function openIncidentDecision(click: Click): Promise<void> {
  await openForm(click, 'Log a decision', async () => {
    const ctx = await contextOf(click.ctx, click.value)
    const draft = await recallDraft(ctx, { form: INCIDENT_DECISION_FORM, subject: click.value })
    return decideIncidentForm({ ...(await mine(ctx, click.value)), decisionId: ctx.newId('idc'), draft })
  })
}

/** [It's expected] on the card of what watches the tracking: the decision to leave it is written, its reason is asked for. */
export async function openIncidentExpected(click: Click): Promise<void> {
  await openForm(click, "It's expected", async () => {
    const ctx = await contextOf(click.ctx, click.value)
    const kept = await recallDraft(ctx, { form: INCIDENT_DECISION_FORM, subject: click.value })
    const state = await mine(ctx, click.value)
    const draft = kept ?? { decision: 'It is expected: nothing to do.' }
    return decideIncidentForm({ ...state, decisionId: ctx.newId('idc'), draft, title: "It's expected" })
  })
}

/** The decision was sent. */
export async function saveIncidentDecision({ ctx, values, metadata }: Submission): Promise<Next> {
  // A form that was opened before forms named their decision has none to name.
  const { incidentId, decisionId: id = ctx.newId('idc') } = JSON.parse(metadata)
  const [decision = '', rationale = ''] = ['decision', 'rationale'].map((id) => textOf(values, id) ?? '')
  await decideIncident(await contextOf(ctx, incidentId), incidentId, { id, decision, rationale })
  return undefined
}

/** An incident that this person may act on; else the sentence says whose it is. */
async function mine(ctx: TeamContext, id: string) {
  const state = await readIncident(ctx, id)
  requireKeeper(ctx, state)
  return state
}

async function contextOf(ctx: Click['ctx'], incidentId: string): Promise<TeamContext> {
  return { ...ctx, team: await teamOfIncident(ctx, incidentId) }
}
