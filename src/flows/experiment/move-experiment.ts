import { type Experiment, testName } from '../../domain/experiment/experiment.ts'
import { countDays, localDay, shiftDay } from '../../domain/week.ts'
import { Invalid } from '../../lib/errors.ts'
import { releaseClaims } from '../../store/experiment/experiment-claims.ts'
import { type Tx, transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { changeExperiment, type Happened, movedBy, needExperiment } from './change-experiment.ts'
import { endOf } from './launch-experiment.ts'
import { type Noted, note } from './note.ts'

/** What a person does to a test without deciding about it. */
export type PersonMove = 'pause' | 'resume' | 'stop' | 'abandon' | 'unschedule'

/** The moves for which a reason is asked: the log is read by those who were not there. */
const WITH_REASON: readonly PersonMove[] = ['stop', 'abandon']

const NOTES: Record<PersonMove, Noted> = {
  pause: 'paused',
  resume: 'resumed',
  stop: 'stopped',
  abandon: 'abandoned',
  unschedule: 'unscheduled',
}

/** Pauses, resumes, stops or abandons a test, or takes it off the schedule, and notes that in its thread. */
export async function moveExperiment(
  ctx: TeamContext,
  experimentId: string,
  move: PersonMove,
  why = '',
): Promise<Experiment> {
  return await transaction(ctx.db, async (tx) => {
    const experiment = await needExperiment(tx, ctx, experimentId)
    const state = movedBy(experiment, move)
    if (WITH_REASON.includes(move) && why.trim() === '') {
      throw new Invalid('A reason is missing.', { why: 'Say why, for those who read the log later.' })
    }
    const happened: Happened = { action: `test ${NOTES[move]}`, detail: { why: why.trim() } }
    const changed = await changeExperiment(tx, ctx, experiment, { state, ...effectOf(ctx, experiment, move) }, happened)
    if (move === 'stop') await releaseClaims(tx, ctx.team, experimentId)
    await note(tx, ctx, changed, NOTES[move])
    return changed
  })
}

/** Ends the spending of a test whose window is over, or at once: it lets go of what it held and waits for what still lands. */
export async function endWindow(
  tx: Tx,
  ctx: TeamContext,
  experiment: Experiment,
  lastDay: string,
): Promise<Experiment> {
  const changes = { state: movedBy(experiment, 'stop'), ...stoppedOn(ctx, experiment, lastDay) }
  const ended = await changeExperiment(tx, ctx, experiment, changes, { action: 'test ended', detail: { lastDay } })
  await releaseClaims(tx, ctx.team, experiment.id)
  // Where nothing is waited for, the decision is asked for in the same breath.
  if ((experiment.design?.maturityDays ?? 0) > 0) await note(tx, ctx, ended, 'ended')
  return ended
}

function effectOf(ctx: TeamContext, experiment: Experiment, move: PersonMove): Partial<Experiment> {
  const { team, now } = ctx
  switch (move) {
    case 'pause':
      return { pausedAt: now, nextAt: null }
    case 'resume':
      return resumed(ctx, experiment)
    case 'stop':
      // One that rested has counted nothing since.
      return stoppedOn(ctx, experiment, localDay(experiment.pausedAt ?? now, team.zone))
    case 'abandon':
      return { settledAt: now, startsOn: null, endsOn: null, nextAt: null }
    case 'unschedule':
      return { startsOn: null, endsOn: null, nextAt: null }
  }
}

/** The window moves by the days the test rested. */
function resumed(ctx: TeamContext, { pausedAt, endsOn, number }: Experiment): Partial<Experiment> {
  const { team, now } = ctx
  if (!pausedAt || endsOn === null) throw new Error(`${testName({ number })} is paused and has no window`)
  const rested = countDays(localDay(pausedAt, team.zone), localDay(now, team.zone)) - 1
  const moved = shiftDay(endsOn, rested)
  return { pausedAt: null, endsOn: moved, nextAt: endOf(ctx, moved) }
}

function stoppedOn(ctx: TeamContext, { design }: Experiment, day: string): Partial<Experiment> {
  return { stoppedOn: day, pausedAt: null, nextAt: endOf(ctx, shiftDay(day, design?.maturityDays ?? 0)) }
}
