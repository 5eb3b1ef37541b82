import { changeInWords, changesBetween } from '../../domain/experiment/amend.ts'
import { designFaults } from '../../domain/experiment/design.ts'
import { type Design, type Experiment, isPlanned, type Planned, testName } from '../../domain/experiment/experiment.ts'
import { claimKeys, readByOther } from '../../domain/experiment/launch.ts'
import { approvedBudget, budgetLimit } from '../../domain/experiment/launch-budget.ts'
import { HOLDING, MEASURED, stateInWords } from '../../domain/experiment/life.ts'
import { buildRule, choicesOf, type RuleChoices } from '../../domain/experiment/rule.ts'
import { actorName } from '../../domain/team.ts'
import { localDay, shiftDay } from '../../domain/week.ts'
import { Conflict, Invalid, NotAllowed } from '../../lib/errors.ts'
import { insertAmendments } from '../../store/experiment/amendments.ts'
import { claimAll, listClaims, releaseClaims } from '../../store/experiment/experiment-claims.ts'
import { readTestSettings } from '../../store/experiment/test-settings.ts'
import { type Tx, transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { AMEND_FORM, forgetDraft } from '../keep-draft.ts'
import { changeExperiment, needExperiment } from './change-experiment.ts'
import { endOf } from './launch-experiment.ts'
import { note } from './note.ts'
import { readNamesOf } from './read-launch.ts'
import { readRunning } from './read-running.ts'

/** What may be changed of a plan after its launch. */
export type Amending = Pick<Design, 'weeks' | 'maturityDays' | 'budget' | 'audiences' | 'creatives'> & {
  /** How much worse each guardrail may get, in their order. */
  margins: number[]
  /** The letters of each arm, in their order. */
  matches: (string | null)[]
} & Pick<RuleChoices, 'otherwise' | 'whenWorse' | 'whenBroken'>

/**
 * Changes the plan of a test that has been launched. Every field that changes is kept with what it was, and every later result
 * shows it; the fingerprint stays that of the plan as it was launched.
 */
export async function amendExperiment(
  ctx: TeamContext,
  of: { experimentId: string; version: number },
  amending: Amending,
  why: string,
): Promise<Experiment> {
  if (why.trim() === '')
    throw new Invalid('A reason is missing.', { why: 'Say why. It stands beside every later result.' })
  const letters = amending.matches.filter((each) => each !== null)
  const names = await readNamesOf(ctx, letters)
  return await transaction(ctx.db, async (tx) => {
    const experiment = amendable(await needExperiment(tx, ctx, of.experimentId))
    if (experiment.version !== of.version) {
      throw new Conflict(
        `${testName(experiment)} was changed by somebody else while you were writing. Your draft is kept: close this form and open it again.`,
      )
    }
    const { design, rule } = amendedPlan(experiment, amending)
    const changes = changesBetween(experiment, { design, rule }, ctx.team.currency)
    if (changes.length === 0) throw new Invalid('Nothing was changed.', { why: 'Nothing above differs from the plan.' })
    await checkBudget(tx, ctx, experiment, design)
    await refuseShared(tx, ctx, experiment, design, names)
    await moveClaims(tx, ctx, { ...experiment, design })
    const made = { why: why.trim(), madeBy: actorName(ctx.actor), madeAt: ctx.now }
    const rows = changes.map((change) => ({ id: ctx.newId('amd'), ...change, ...made }))
    await insertAmendments(tx, ctx.team, experiment.id, rows)
    const detail = { why: made.why, changes: changes.map(changeInWords).join('; ') }
    const happened = { action: 'test amended', detail }
    const moved = { design, rule, ...newWindow(ctx, experiment, design) }
    const amended = await changeExperiment(tx, ctx, experiment, moved, happened)
    await note(tx, ctx, amended, 'amended')
    await forgetDraft(tx, ctx, { form: AMEND_FORM, subject: experiment.id })
    return amended
  })
}

/** The test, if its plan can be amended; else the sentence says why not. */
export function amendable(experiment: Experiment): Planned {
  if (isPlanned(experiment) && MEASURED.includes(experiment.state)) return experiment
  throw new Conflict(
    `${testName(experiment)} is ${stateInWords(experiment.state)}: there is nothing to amend. Before its launch a plan is simply changed, after its decision it stays.`,
  )
}

function amendedPlan(experiment: Planned, amending: Amending) {
  const { margins, matches, otherwise, whenWorse, whenBroken, ...own } = amending
  const { design: before, rule: old } = experiment
  const design: Design = {
    ...before,
    ...own,
    guardrails: before.guardrails.map((guardrail, at) => ({ ...guardrail, margin: margins[at] ?? guardrail.margin })),
    arms: before.arms.map((arm, at) => ({ ...arm, matches: matches[at] ?? null })),
  }
  const faults = designFaults(design)
  if (Object.keys(faults).length > 0) throw new Invalid(Object.values(faults).join(' '), faults)
  return { design, rule: buildRule({ ...choicesOf(old), otherwise, whenWorse, whenBroken }) }
}

/** A longer or shorter window ends on another day; one that is over stays as it was. */
function newWindow(ctx: TeamContext, { state, endsOn, stoppedOn, pausedAt, design: old }: Planned, design: Design) {
  if (!HOLDING.includes(state)) {
    if (design.weeks !== old.weeks) {
      throw new Invalid('The window is over.', { weeks: 'The window is over. A decision can extend it.' })
    }
    if (state !== 'maturing' || stoppedOn === null) return {}
    return { nextAt: endOf(ctx, shiftDay(stoppedOn, design.maturityDays)) }
  }
  if (design.weeks === old.weeks) return {}
  const moved = shiftDay(endsOn ?? '', 7 * (design.weeks - old.weeks))
  // While a test rests its days do not pass.
  if (moved < localDay(pausedAt ?? ctx.now, ctx.team.zone)) {
    const sentence = 'It would have ended before today. To end it now, use [Stop spending] on its card.'
    throw new Invalid(sentence, { weeks: sentence })
  }
  return { endsOn: moved, ...(state === 'running' && { nextAt: endOf(ctx, moved) }) }
}

async function checkBudget(tx: Tx, ctx: TeamContext, experiment: Planned, design: Design): Promise<void> {
  const { team } = ctx
  const [was, is] = [experiment.design.budget ?? 0, design.budget ?? 0]
  const others = (await readRunning(tx, ctx, experiment.id)).reduce((sum, { budget }) => sum + budget, 0)
  const limit = (budgetLimit(await readTestSettings(tx, team), team.monthlyBudget) ?? 0) - others
  if (is <= was || is <= Math.max(limit, approvedBudget(experiment))) return
  if (actorName(ctx.actor) === team.leadUserId) return
  const who = team.leadUserId ? `<@${team.leadUserId}>` : 'the lead, once `/beat setup` names one'
  throw new NotAllowed(
    `A budget above the limit${others > 0 ? ', together with the other tests that run,' : ''} is raised by ${who}.`,
  )
}

/** New letters must not read what another running test reads; those it was launched with stay as they are. */
async function refuseShared(tx: Tx, ctx: TeamContext, before: Planned, design: Design, names: readonly string[]) {
  const at = design.arms.findIndex(
    ({ matches }, arm) => matches !== null && matches !== before.design.arms[arm]?.matches,
  )
  if (at < 0 || !HOLDING.includes(before.state)) return
  const running = await readRunning(tx, ctx, before.id)
  const found = readByOther({ experiment: { ...before, design }, running, names })
  if (!found) return
  const sentence = `"${found.shared}" is read by ${testName(found.other)}, which runs, too. Choose other letters.`
  throw new Invalid(sentence, { [`matches_${at + 1}`]: sentence })
}

/** What the test needs for itself from now on is claimed, what it does not need any more is let go. */
async function moveClaims(tx: Tx, ctx: TeamContext, experiment: Planned): Promise<void> {
  const { team, now } = ctx
  if (!HOLDING.includes(experiment.state)) return
  const families = claimKeys(experiment, await readTestSettings(tx, team)).filter(([key]) => isOwn(key))
  const claimed = await claimAll(tx, team, experiment.id, families, now)
  if (claimed.kind === 'held') {
    const [first] = claimed.by
    const [family = 'audience', name = ''] = first?.key.split(/:(.*)/s) ?? []
    const sentence = `The ${family} "${name}" is held by another test that runs.`
    throw new Invalid(sentence, { [family === 'creative' ? 'creatives' : 'audiences']: sentence })
  }
  const needed = families.flat()
  const held = (await listClaims(tx, team)).filter(({ experimentId }) => experimentId === experiment.id)
  const dropped = held.map(({ key }) => key).filter((key) => isOwn(key) && !needed.includes(key))
  await releaseClaims(tx, team, experiment.id, dropped)
}

function isOwn(key: string | undefined): boolean {
  return key !== undefined && /^(audience|creative):/.test(key)
}
