import { designFaults, stageOfMeasure } from '../../domain/experiment/design.ts'
import { type Design, type Experiment, testName } from '../../domain/experiment/experiment.ts'
import { sampleOf } from '../../domain/experiment/plan.ts'
import { buildRule, type RuleChoices } from '../../domain/experiment/rule.ts'
import { Conflict, Invalid } from '../../lib/errors.ts'
import { transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { forgetDraft, PLAN_FORM } from '../keep-draft.ts'
import { changeExperiment, movedBy, needExperiment } from './change-experiment.ts'

/** A plan as somebody makes it; the sample follows from it. */
export type PlanInput = { design: Omit<Design, 'perArm'>; choices: RuleChoices }

/** Which test is planned, and the version it was opened on. */
export type PlanOf = { experimentId: string; version: number }

/** Gives a test its plan and its rule, or changes them before launch; from then on it is ready. */
export async function planExperiment(ctx: TeamContext, of: PlanOf, plan: PlanInput): Promise<Experiment> {
  const design = { ...plan.design, perArm: null }
  const faults = designFaults(design)
  if (Object.keys(faults).length > 0) throw new Invalid(Object.values(faults).join(' '), faults)
  const { perArm } = sampleOf(design)
  return await transaction(ctx.db, async (tx) => {
    const experiment = await needExperiment(tx, ctx, of.experimentId)
    const state = movedBy(experiment, 'plan')
    if (experiment.version !== of.version) {
      throw new Conflict(
        `${testName(experiment)} was changed by somebody else while you were planning. Your draft is kept: close this form and open it again.`,
      )
    }
    const brief = { ...experiment.brief, stage: stageOfMeasure(design.metric.measure) }
    const rule = buildRule({ ...plan.choices, method: design.method })
    const changes = { state, brief, rule, design: { ...design, perArm } }
    const planned = await changeExperiment(tx, ctx, experiment, changes, { action: 'test planned' })
    await forgetDraft(tx, ctx, { form: PLAN_FORM, subject: of.experimentId })
    return planned
  })
}
