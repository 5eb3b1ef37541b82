import { metricOf } from '../../../domain/metric/metric.ts'
import { bandOf, scopesOf, TARGETED, type Targeted } from '../../../domain/metric/target.ts'
import type { Team } from '../../../domain/team.ts'
import type { Context } from '../../../flows/context.ts'
import { teamById, teamMeant } from '../../../flows/find-team.ts'
import { recallDraft, TARGET_FORM } from '../../../flows/keep-draft.ts'
import { targetMeant } from '../../../flows/metric/read-target.ts'
import { CHANGED, setTarget } from '../../../flows/metric/set-target.ts'
import { showTargets } from '../../../flows/metric/show-targets.ts'
import { requireSetter } from '../../../flows/settings-right.ts'
import { Conflict, Invalid } from '../../../lib/errors.ts'
import { typedOf } from '../../forms/drafts.ts'
import { openForm } from '../../forms/open-form.ts'
import { openPlanForm } from '../../forms/plan-form-reader.ts'
import { refreshForm } from '../../forms/refresh-form.ts'
import { type Click, type Command, type Next, pairOf, type Submission } from '../../requests.ts'
import { targetForm, WHOLE_TEAM } from '../../views/metric/target-form.ts'
import { targetsAnswer } from '../../views/metric/targets-answer.ts'

/** `/beat targets [channel] [KPI]`: what is set; with a KPI, the form to set it. */
export async function targetsByCommand(command: Command): Promise<void> {
  const team = await teamMeant(command.ctx, command.conversationId)
  const { channelId, key } = targetMeant(team, command.text)
  if (key !== null) return await open(command, async () => team, channelId, key)
  await command.answer(targetsAnswer({ team, ...(await showTargets({ ...command.ctx, team }, channelId)) }))
}

/** [Targets] under numbers and at home. */
export async function targetsByClick(click: Click): Promise<void> {
  const team = await teamById(click.ctx, click.value)
  await click.answer(targetsAnswer({ team, ...(await showTargets({ ...click.ctx, team }, null)) }))
}

/** [Set or clear a target]. */
export async function openTarget(click: Click): Promise<void> {
  const [teamId, channelId] = pairOf(click.value)
  await open(click, async () => await teamById(click.ctx, teamId), channelId || null, null)
}

/** Another channel or KPI was chosen: the form says what is set there. */
export async function targetChosen(click: Click): Promise<void> {
  if (!click.view) return
  const { teamId, draft, version }: Meta = JSON.parse(click.view.metadata)
  // The form stays one of the team it was opened on: were it changed since, whoever sends this form is told.
  const team = { ...(await teamById(click.ctx, teamId)), version }
  await refreshForm(click, targetForm({ team, draft, typed: typedOf(click.view.values) }))
}

/** The form was sent. */
export async function saveTarget({ ctx, values, metadata }: Submission): Promise<Next> {
  const { teamId, draft, version }: Meta = JSON.parse(metadata)
  const team = await teamById(ctx, teamId)
  if (team.version !== version) throw new Conflict(CHANGED)
  const form = openPlanForm(typedOf(values))
  const key = form.one('kpi', TARGETED)
  const where = form.text('where')
  const scope = scopesOf(team).find(({ channelId }) => (channelId ?? WHOLE_TEAM) === where)
  if (key === null) throw new Invalid('Choose what the target is of.', { kpi: 'Choose what the target is of.' })
  if (!scope) throw new Conflict(CHANGED)
  const read = key !== 'budget' && metricOf(key).unit === 'percent' ? form.percent : form.amount
  const band = { low: read('low'), high: read('high') }
  if (Object.keys(form.faults).length > 0) throw new Invalid(Object.values(form.faults).join(' '), form.faults)
  await setTarget({ ...ctx, team }, { scope, key, band, draft })
  return undefined
}

type Meta = { teamId: string; draft: string; version: number }

async function open(
  request: Pick<Click, 'ctx' | 'client' | 'triggerId'>,
  find: () => Promise<Team>,
  channelId: string | null,
  key: Targeted | null,
): Promise<void> {
  await openForm(request, 'Set a target', async () => {
    const team = await find()
    await requireSetter({ ...request.ctx, team })
    const draft = `${team.id}:${channelId ?? WHOLE_TEAM}:${key ?? ''}`
    const typed = (await recalled(request.ctx, draft)) ?? startOf(team, channelId, key)
    return targetForm({ team, draft, typed })
  })
}

async function recalled(ctx: Context, subject: string) {
  return await recallDraft(ctx, { form: TARGET_FORM, subject })
}

/** The form of a target that is set begins with it. */
function startOf(team: Team, channelId: string | null, key: Targeted | null): Record<string, string> {
  const where = channelId ?? WHOLE_TEAM
  if (key === null) return { where }
  const band = bandOf(team, channelId, key)
  const times = key !== 'budget' && metricOf(key).unit === 'percent' ? 100 : 1
  const digits = (bound: number | null | undefined) =>
    bound === null || bound === undefined ? '' : String(Number((bound * times).toFixed(6)))
  return { where, kpi: key, low: digits(band?.low), high: digits(band?.high) }
}
