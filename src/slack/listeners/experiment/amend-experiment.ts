import type { Planned } from '../../../domain/experiment/experiment.ts'
import { choicesOf } from '../../../domain/experiment/rule.ts'
import { type Amending, amendable, amendExperiment } from '../../../flows/experiment/amend-experiment.ts'
import { readExperiment } from '../../../flows/experiment/read-experiment.ts'
import { teamOfExperiment } from '../../../flows/find-team.ts'
import { AMEND_FORM, recallDraft } from '../../../flows/keep-draft.ts'
import { Invalid } from '../../../lib/errors.ts'
import { typedOf } from '../../forms/drafts.ts'
import { openForm } from '../../forms/open-form.ts'
import { openPlanForm } from '../../forms/plan-form-reader.ts'
import type { Click, Next, Submission } from '../../requests.ts'
import { amendForm } from '../../views/experiment/amend-form.ts'
import { sayFormDone } from './say-done.ts'

/** [Amend the plan] in the menu of the card of a test that has been launched. */
export async function openAmend(click: Click, experimentId: string): Promise<void> {
  const { ctx } = click
  await openForm(click, 'Amend the plan', async () => {
    const team = await teamOfExperiment(ctx, experimentId)
    const { experiment } = await readExperiment({ ...ctx, team }, experimentId)
    const draft = await recallDraft(ctx, { form: AMEND_FORM, subject: experimentId })
    return amendForm({ experiment: amendable(experiment), currency: team.currency, draft })
  })
}

/** The amendment was sent. */
export async function saveAmendment(submission: Submission): Promise<Next> {
  const { ctx, values, metadata } = submission
  const of: { experimentId: string; version: number } = JSON.parse(metadata)
  const team = await teamOfExperiment(ctx, of.experimentId)
  const teamCtx = { ...ctx, team }
  const experiment = amendable((await readExperiment(teamCtx, of.experimentId)).experiment)
  const fields = typedOf(values)
  await amendExperiment(teamCtx, of, readAmending(fields, experiment), fields.why ?? '')
  sayFormDone(submission, teamCtx, of.experimentId)
  return undefined
}

function readAmending(fields: Record<string, string>, { design, rule }: Planned): Amending {
  const form = openPlanForm(fields)
  const choices = choicesOf(rule)
  const amending = {
    // A form of a test whose window is over does not ask for it.
    weeks: fields.weeks === undefined ? design.weeks : (form.whole('weeks') ?? 0),
    maturityDays: form.whole('maturityDays') ?? design.maturityDays,
    budget: form.amount('budget'),
    audiences: form.list('audiences'),
    creatives: form.list('creatives'),
    margins: design.guardrails.map(({ margin }, at) => form.percent(`margin_${at + 1}`) ?? margin),
    matches: design.arms.map((_, at) => form.text(`matches_${at + 1}`) || null),
    otherwise: form.one('otherwise', ['roll_back', 'iterate', 'extend', 'inconclusive'] as const) ?? choices.otherwise,
    whenWorse: form.one('whenWorse', ['roll_back', 'iterate'] as const) ?? choices.whenWorse,
    whenBroken: form.one('whenBroken', ['roll_back', 'iterate'] as const) ?? choices.whenBroken,
  }
  if (Object.keys(form.faults).length > 0) throw new Invalid(Object.values(form.faults).join(' '), form.faults)
  return amending
}
