import { type Experiment, isPlanned, type Planned, testName } from '../../domain/experiment/experiment.ts'
import { type Check, type CheckName, claimKeys, mayLaunch } from '../../domain/experiment/launch.ts'
import { canonical } from '../../domain/experiment/rule.ts'
import { instantOf } from '../../domain/rhythm.ts'
import { actorName } from '../../domain/team.ts'
import { dayInWords, localDay, shiftDay } from '../../domain/week.ts'
import { Conflict, Invalid } from '../../lib/errors.ts'
import { fingerprint } from '../../lib/fingerprint.ts'
import { claimAll } from '../../store/experiment/experiment-claims.ts'
import { readTestSettings } from '../../store/experiment/test-settings.ts'
import { type Tx, transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { forgetDraft, LAUNCH_FORM } from '../keep-draft.ts'
import { changeExperiment, movedBy, needExperiment } from './change-experiment.ts'
import { note, tell } from './note.ts'
import { checkLaunch, readSurroundings } from './read-launch.ts'

/** How a person launches a test: when, what they vouch for, and which similar tests they were shown. */
export type LaunchOf = {
  experimentId: string
  version: number
  /** A day in the team's zone; null for now. */
  day: string | null
  vouched: readonly CheckName[]
  seen: readonly number[]
}

/** What came of a launch. */
export type Launched = { kind: 'started' | 'scheduled' | 'approval asked'; experiment: Experiment }

/**
 * Starts a test, or schedules it, once every check allows it. What it needs for itself is claimed in the same transaction, so
 * that of two that launch at once one is told who was first. A budget above the limit goes to the lead instead.
 */
export async function launchExperiment(ctx: TeamContext, of: LaunchOf): Promise<Launched> {
  const surroundings = await readSurroundings(ctx, await needExperiment(ctx.db.prisma, ctx, of.experimentId))
  return await transaction(ctx.db, async (tx) => {
    const experiment = await needExperiment(tx, ctx, of.experimentId)
    movedBy(experiment, of.day === null ? 'start' : 'schedule')
    if (experiment.version !== of.version) throw changedMeanwhile(experiment)
    const checks = await checkLaunch(tx, ctx, experiment, surroundings, of.seen)
    await forgetDraft(tx, ctx, { form: LAUNCH_FORM, subject: experiment.id })
    if (!isPlanned(experiment)) throw refusal(checks)
    const approved = approvedBy(ctx, experiment, checks)
    if (!approved) return { kind: 'approval asked', experiment: await askApproval(tx, ctx, experiment) }
    // What is in the way today may be gone on a later day.
    if (of.day === null && checks.some(({ state }) => state === 'blocked')) throw refusal(checks)
    vouch(checks, of)
    return of.day === null
      ? { kind: 'started', experiment: await start(tx, ctx, approved) }
      : { kind: 'scheduled', experiment: await schedule(tx, ctx, approved, of.day, checks) }
  })
}

/** Starts a test today: its rule is locked, its window begins, what it needs is its own. Held by another, it does not start. */
export async function start(tx: Tx, ctx: TeamContext, experiment: Planned): Promise<Experiment> {
  const { team, now } = ctx
  const settings = await readTestSettings(tx, team)
  const claimed = await claimAll(tx, team, experiment.id, claimKeys(experiment, settings), now)
  if (claimed.kind === 'held') {
    throw new Conflict(
      `Somebody launched another test a moment ago, and it holds what ${testName(experiment)} needs. Open the form again to see which.`,
    )
  }
  const { design, rule } = experiment
  const startsOn = localDay(now, team.zone)
  const endsOn = shiftDay(startsOn, 7 * design.weeks - 1)
  const ruleHash = fingerprint(canonical({ design, rule }))
  const changes = {
    ...window(ctx, startsOn, endsOn),
    state: movedBy(experiment, 'start'),
    ruleHash,
    approval: experiment.approval,
  }
  const started = await changeExperiment(tx, ctx, experiment, changes, {
    action: 'test launched',
    detail: { ruleHash },
  })
  await note(tx, ctx, started, 'launched')
  return started
}

/** The instant at which a day is over in the team's zone. */
export function endOf({ team }: Pick<TeamContext, 'team'>, day: string): Date {
  return instantOf(shiftDay(day, 1), '00:00', team.zone)
}

function window(ctx: TeamContext, startsOn: string, endsOn: string) {
  return { startsOn, endsOn, nextAt: endOf(ctx, endsOn) }
}

async function schedule(
  tx: Tx,
  ctx: TeamContext,
  experiment: Planned,
  day: string,
  checks: readonly Check[],
): Promise<Experiment> {
  const { team, now } = ctx
  const today = localDay(now, team.zone)
  if (day <= today) {
    const sentence = `${dayInWords(day)} is not a day to come. Choose a later one, or start now.`
    throw new Invalid(sentence, { day: sentence })
  }
  if (checks.some(({ name, state }) => name === 'plan' && state === 'blocked')) throw refusal(checks)
  const endsOn = shiftDay(day, 7 * experiment.design.weeks - 1)
  const nextAt = instantOf(day, '00:00', team.zone)
  const changes = {
    state: movedBy(experiment, 'schedule'),
    startsOn: day,
    endsOn,
    nextAt,
    approval: experiment.approval,
  }
  const scheduled = await changeExperiment(tx, ctx, experiment, changes, { action: 'test scheduled', detail: { day } })
  await note(tx, ctx, scheduled, 'scheduled')
  return scheduled
}

/** The test with its budget approved, where the lead launches it or nobody has to; null where the lead is to be asked. */
function approvedBy(ctx: TeamContext, experiment: Planned, checks: readonly Check[]): Planned | null {
  if (!checks.some(({ state }) => state === 'needs approval')) return experiment
  const by = actorName(ctx.actor)
  if (by !== ctx.team.leadUserId) return null
  return {
    ...experiment,
    approval: { by, at: ctx.now.toISOString(), budget: experiment.design.budget ?? 0, declined: null },
  }
}

async function askApproval(tx: Tx, ctx: TeamContext, experiment: Planned): Promise<Experiment> {
  if (ctx.team.leadUserId === null) {
    const sentence =
      'The lead of the team approves this budget, and none is named. Name one with `/beat setup`, or plan less.'
    throw new Invalid(sentence, { start: sentence })
  }
  const state = movedBy(experiment, 'ask_approval')
  const detail = { budget: experiment.design.budget }
  const asked = await changeExperiment(tx, ctx, experiment, { state }, { action: 'approval asked', detail })
  await note(tx, ctx, asked, 'approval_asked')
  await tell(tx, ctx, asked, 'approval_asked', ctx.team.leadUserId)
  return asked
}

/** What numbers cannot tell, a person says. */
function vouch(checks: readonly Check[], { vouched }: LaunchOf): void {
  const isVouched = ({ name, vouch }: Check) => vouch !== undefined && vouched.includes(name)
  const open = checks.filter((check) => check.state === 'unknown' && !isVouched(check))
  const [first] = open
  if (!first) return
  const sentence = open.map(whatToVouch).join(' ')
  throw new Invalid(sentence, { [first.vouch === undefined ? 'start' : 'vouched']: sentence })
}

function whatToVouch({ name, sentence, vouch }: Check): string {
  if (vouch === undefined) return sentence
  return name === 'tracking'
    ? `${sentence} Check that conversions arrive from every arm, and tick the box.`
    : `${sentence} To run it all the same, tick the box.`
}

function refusal(checks: readonly Check[]): Invalid {
  const sentences = checks.filter(({ state }) => state === 'blocked').map(({ sentence }) => sentence)
  const all = sentences.join(' ')
  return new Invalid(all, { start: all })
}

function changedMeanwhile(experiment: Experiment): Conflict {
  return new Conflict(
    `${testName(experiment)} was changed by somebody else a moment ago. Close this form and open it again to see how it stands.`,
  )
}

/** Whether a test may start by itself: what a person vouched for when they scheduled it counts. */
export function maySelfStart(checks: readonly Check[]): boolean {
  return ['ok', 'unknown'].includes(mayLaunch(checks))
}
