import { type Experiment, isPlanned } from '../../domain/experiment/experiment.ts'
import { claimKeys } from '../../domain/experiment/launch.ts'
import { Conflict } from '../../lib/errors.ts'
import { claimAll } from '../../store/experiment/experiment-claims.ts'
import { findExperiment, listMovingExperiments } from '../../store/experiment/experiments.ts'
import { readTestSettings } from '../../store/experiment/test-settings.ts'
import { type Tx, transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { changeExperiment, movedBy } from './change-experiment.ts'
import { maySelfStart, start } from './launch-experiment.ts'
import { endWindow } from './move-experiment.ts'
import { note } from './note.ts'
import { checkLaunch, readSurroundings, type Surroundings } from './read-launch.ts'

/** How many steps a test can take at once: from running to its decision, where nothing is waited for. */
const MOST_STEPS = 3

/**
 * Moves on every test of a team whose time has come: scheduled ones start, those whose window is over stop spending, those
 * whose last conversions have landed ask for their decision. One that fails does not hold up the others.
 */
export async function advanceExperiments(ctx: TeamContext): Promise<void> {
  const failed: unknown[] = []
  for (const { id } of await listMovingExperiments(ctx.db.prisma, ctx.team, ctx.now)) {
    try {
      for (let step = 0; step < MOST_STEPS && (await advance(ctx, id)); step++);
    } catch (error) {
      // Another process, or a person, was there first.
      if (!(error instanceof Conflict)) failed.push(error)
    }
  }
  if (failed.length > 0) throw new AggregateError(failed, `${failed.length} tests could not be moved on`)
}

/** Takes one step, if one is due; says whether it did. Any number of processes may try. */
async function advance(ctx: TeamContext, id: string): Promise<boolean> {
  const before = await findExperiment(ctx.db.prisma, ctx.team, id)
  if (!before || !isDue(before, ctx.now)) return false
  const surroundings = before.state === 'scheduled' ? await readSurroundings(ctx, before) : null
  return await transaction(ctx.db, async (tx) => {
    const experiment = await findExperiment(tx, ctx.team, id)
    if (!experiment || experiment.version !== before.version) return false
    await step(tx, ctx, experiment, surroundings)
    return true
  })
}

function isDue({ nextAt }: Experiment, now: Date): boolean {
  return nextAt !== null && nextAt <= now
}

async function step(tx: Tx, ctx: TeamContext, experiment: Experiment, around: Surroundings | null): Promise<void> {
  switch (experiment.state) {
    case 'scheduled':
      if (around) await startScheduled(tx, ctx, experiment, around)
      return
    case 'running':
      await endWindow(tx, ctx, experiment, experiment.endsOn ?? '')
      return
    case 'maturing': {
      const changes = { state: movedBy(experiment, 'mature'), nextAt: null }
      const due = await changeExperiment(tx, ctx, experiment, changes, { action: 'decision due' })
      await note(tx, ctx, due, 'due')
      return
    }
    default:
      // A state that waits for people has no moment of its own.
      await changeExperiment(tx, ctx, experiment, { nextAt: null }, { action: 'moment dropped' })
  }
}

const TAKEN = 'Another test was launched at the same moment, and it holds what this one needs.'

/** Starts a test on its day, if everything still allows it; else its owner has it back, with the reason. */
async function startScheduled(tx: Tx, ctx: TeamContext, experiment: Experiment, around: Surroundings): Promise<void> {
  const { team, now } = ctx
  const seen = around.similar.map(({ number }) => number)
  const checks = await checkLaunch(tx, ctx, experiment, around, seen)
  if (isPlanned(experiment) && maySelfStart(checks)) {
    const keys = claimKeys(experiment, await readTestSettings(tx, team))
    const claimed = await claimAll(tx, team, experiment.id, keys, now)
    if (claimed.kind === 'won') {
      await start(tx, ctx, experiment)
      return
    }
  }
  const why = checks.filter(({ state }) => state === 'blocked' || state === 'needs approval')
  const changes = { state: movedBy(experiment, 'unschedule'), startsOn: null, endsOn: null, nextAt: null }
  const detail = { why: why.map(({ sentence }) => sentence).join(' ') || TAKEN }
  const back = await changeExperiment(tx, ctx, experiment, changes, { action: 'start held up', detail })
  await note(tx, ctx, back, 'held_up')
}
