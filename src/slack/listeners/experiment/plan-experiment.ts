import { designFaults } from '../../../domain/experiment/design.ts'
import { isPlanned, testName } from '../../../domain/experiment/experiment.ts'
import { after, refusalOfMove } from '../../../domain/experiment/life.ts'
import { choicesOf } from '../../../domain/experiment/rule.ts'
import { templateOf } from '../../../domain/experiment/template.ts'
import type { Team } from '../../../domain/team.ts'
import type { Context } from '../../../flows/context.ts'
import { planExperiment } from '../../../flows/experiment/plan-experiment.ts'
import { BASELINE_WEEKS, type Planning, readPlanning } from '../../../flows/experiment/read-planning.ts'
import { teamOfExperiment } from '../../../flows/find-team.ts'
import { keepDraft, PLAN_FORM, recallDraft } from '../../../flows/keep-draft.ts'
import { Conflict, Invalid } from '../../../lib/errors.ts'
import { typedOf } from '../../forms/drafts.ts'
import { openForm } from '../../forms/open-form.ts'
import { readPlan } from '../../forms/parse-plan-form.ts'
import { fieldsOf, usualFields } from '../../forms/plan-fields.ts'
import { inUsualWeeks, livePlan, planShown } from '../../forms/plan-live.ts'
import { refreshForm } from '../../forms/refresh-form.ts'
import type { Value } from '../../kit/values.ts'
import type { Click, Next, Submission } from '../../requests.ts'
import { type PlanMetadata, planForm } from '../../views/experiment/plan-form.ts'
import { measureInput, OF_MEASURE, type PlanFields } from '../../views/experiment/plan-ids.ts'
import { sayFormDone } from './say-done.ts'

/** [Plan] on the card of a test. */
export async function openPlan(click: Click, experimentId: string = click.value): Promise<void> {
  await openForm(click, 'The plan', async () => await formOf(click.ctx, experimentId))
}

/** Whatever is typed into the plan is kept, and what follows from it is said under it. */
export async function planTyped(click: Click): Promise<void> {
  const { ctx, view } = click
  if (!view) return
  const metadata: PlanMetadata = JSON.parse(view.metadata)
  const team = await teamOfExperiment(ctx, metadata.experimentId)
  const typed = await typedSoFar(ctx, metadata.experimentId, view.values)
  await keepDraft(ctx, { form: PLAN_FORM, subject: metadata.experimentId }, typed)
  const next = stateOf(team, await readPlanning({ ...ctx, team }, metadata.experimentId), typed)
  if (next.metadata.shown !== metadata.shown) {
    // The form stays one of the version it was opened on: were the test changed since, whoever sends this form is told.
    await refreshForm(click, planForm({ ...next, metadata: { ...metadata, shown: next.metadata.shown } }))
  }
}

/** The plan was sent. */
export async function savePlan(submission: Submission): Promise<Next> {
  const { ctx, values, metadata: text } = submission
  const metadata: PlanMetadata = JSON.parse(text)
  const team = await teamOfExperiment(ctx, metadata.experimentId)
  // A measure that was chosen a moment ago may have been sent before its own inputs were shown: its start counts then.
  const { fields } = stateOf(team, await readPlanning({ ...ctx, team }, metadata.experimentId), typedOf(values))
  const plan = readPlan(fields)
  const faults = designFaults({ ...plan.design, perArm: null })
  if (Object.keys(faults).length > 0) throw atTheirInputs(faults, fields.measure ?? '')
  await planExperiment({ ...ctx, team }, metadata, plan)
  sayFormDone(submission, { ...ctx, team }, metadata.experimentId)
  return undefined
}

/** The plan of a test as its form: the draft of whoever asks, else as it stands, else the usual one. */
export async function formOf(ctx: Context, experimentId: string) {
  const team = await teamOfExperiment(ctx, experimentId)
  const planning = await readPlanning({ ...ctx, team }, experimentId)
  const { experiment } = planning
  if (after(experiment.state, 'plan') === null) throw new Conflict(refusalOfMove(experiment, 'plan'))
  return planForm(stateOf(team, planning, await recallDraft(ctx, { form: PLAN_FORM, subject: experimentId })))
}

function stateOf(team: Team, planning: Planning, draft: PlanFields | null) {
  const { experiment, sums } = planning
  const start = isPlanned(experiment)
    ? fieldsOf(team, experiment.design, choicesOf(experiment.rule), sums, BASELINE_WEEKS)
    : inUsualWeeks(usualFields(team, sums, BASELINE_WEEKS, templateOf(experiment.brief.template)))
  const fields = draft ? overlaid(start, draft) : start
  const live = livePlan(team, planning, fields)
  const channel = team.channels.find(({ id }) => id === experiment.channelId)
  const { change, outcome } = experiment.brief
  return {
    metadata: {
      experimentId: experiment.id,
      version: experiment.version,
      draft: experiment.id,
      shown: planShown(fields, live),
    },
    name: testName(experiment),
    hypothesis: `${change} → ${outcome}`,
    fields,
    currency: team.currency,
    baselineFrom: `the last ${BASELINE_WEEKS} complete weeks${channel ? ` of ${channel.name}` : ''}`,
    counted: usualFields(team, sums, BASELINE_WEEKS)[measureInput('baseline', fields.measure ?? '')] ?? '',
    live,
    isDraft: draft !== null,
  }
}

/** What is typed now, and what was typed for measures whose inputs are not shown just now. */
async function typedSoFar(ctx: Context, experimentId: string, values: Record<string, Value>) {
  const before = (await recallDraft(ctx, { form: PLAN_FORM, subject: experimentId })) ?? {}
  const hidden = Object.entries(before).filter(([id]) => isOfMeasure(id) && !(id in values))
  return { ...Object.fromEntries(hidden), ...typedOf(values) }
}

function isOfMeasure(id: string): boolean {
  return OF_MEASURE.some((part) => id.startsWith(`${part}_`))
}

/** A draft holds all that was typed; of a measure it was not typed for, the start shows. */
function overlaid(start: PlanFields, draft: PlanFields): PlanFields {
  const measure = draft.measure ?? start.measure ?? ''
  const ofOthers = Object.entries(start).filter(([id]) => isOfMeasure(id))
  const emptied = OF_MEASURE.map((part) => [measureInput(part, measure), ''] as const)
  const wasTyped = emptied.some(([id]) => draft[id] !== undefined)
  return { ...Object.fromEntries(ofOthers), ...(wasTyped ? Object.fromEntries(emptied) : {}), ...draft, measure }
}

function atTheirInputs(faults: Record<string, string>, measure: string): Invalid {
  const fields = Object.entries(faults).map(([field, fault]) => {
    const part = OF_MEASURE.find((each) => each === field)
    return [part ? measureInput(part, measure) : field, fault] as const
  })
  return new Invalid(Object.values(faults).join(' '), Object.fromEntries(fields))
}
