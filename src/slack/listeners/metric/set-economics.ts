import { type Economics, NO_ECONOMICS } from '../../../domain/metric/economics.ts'
import type { Team } from '../../../domain/team.ts'
import { teamById, teamMeant } from '../../../flows/find-team.ts'
import { ECONOMICS_FORM, recallDraft } from '../../../flows/keep-draft.ts'
import { setEconomics } from '../../../flows/metric/set-economics.ts'
import { CHANGED } from '../../../flows/metric/set-target.ts'
import { requireSetter } from '../../../flows/settings-right.ts'
import { Conflict, Invalid } from '../../../lib/errors.ts'
import { typedOf } from '../../forms/drafts.ts'
import { openForm } from '../../forms/open-form.ts'
import { openPlanForm, type PlanForm } from '../../forms/plan-form-reader.ts'
import type { Click, Command, Next, Submission } from '../../requests.ts'
import { CHURN_KINDS, economicsForm } from '../../views/metric/economics-form.ts'

/** `/beat economics`. */
export async function economicsByCommand(command: Command): Promise<void> {
  await open(command, async () => await teamMeant(command.ctx, command.conversationId))
}

/** [Economics] under the targets. */
export async function openEconomics(click: Click): Promise<void> {
  await open(click, async () => await teamById(click.ctx, click.value))
}

/** The economics were sent. */
export async function saveEconomics({ ctx, values, metadata }: Submission): Promise<Next> {
  const { teamId, version }: { teamId: string; version: number } = JSON.parse(metadata)
  const team = await teamById(ctx, teamId)
  if (team.version !== version) throw new Conflict(CHANGED)
  const form = openPlanForm(typedOf(values))
  const economics = readEconomics(form)
  if (Object.keys(form.faults).length > 0) throw new Invalid(Object.values(form.faults).join(' '), form.faults)
  await setEconomics({ ...ctx, team }, economics)
  return undefined
}

function readEconomics(form: PlanForm): Economics {
  const share = form.percent('monthlyChurn')
  const stays = form.one('churnKind', CHURN_KINDS) === 'stay'
  return {
    grossMargin: form.percent('grossMargin'),
    monthlyRevenue: form.amount('monthlyRevenue'),
    // 1 − .97 is not quite .03, and what is written down is what was meant.
    monthlyChurn: share === null || !stays ? share : Number((1 - share).toFixed(6)),
    otherCost: form.amount('otherCost'),
    horizonMonths: form.whole('horizonMonths') ?? NO_ECONOMICS.horizonMonths,
    paybackTarget: form.amount('paybackTarget'),
    paceWarn: form.percent('paceWarn') ?? NO_ECONOMICS.paceWarn,
    paceAlert: form.percent('paceAlert') ?? NO_ECONOMICS.paceAlert,
  }
}

async function open(request: Pick<Click, 'ctx' | 'client' | 'triggerId'>, find: () => Promise<Team>): Promise<void> {
  await openForm(request, 'Economics', async () => {
    const team = await find()
    await requireSetter({ ...request.ctx, team })
    return economicsForm({ team, draft: await recallDraft(request.ctx, { form: ECONOMICS_FORM, subject: team.id }) })
  })
}
