import { type Experiment, testName } from '../../domain/experiment/experiment.ts'
import { isOwned, stateInWords } from '../../domain/experiment/life.ts'
import { actorName } from '../../domain/team.ts'
import { Conflict, Invalid } from '../../lib/errors.ts'
import { transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { changeExperiment, needExperiment } from './change-experiment.ts'
import { note, tell } from './note.ts'

/** The test, if it still asks something of an owner; else the sentence says why not. */
export function handable(experiment: Experiment): Experiment {
  if (isOwned(experiment.state)) return experiment
  throw new Conflict(`${testName(experiment)} is ${stateInWords(experiment.state)}: nobody has to own it any more.`)
}

/** Gives a test to another owner, who is told privately with the words of whoever gives it; `version` is the one that was looked at. */
export async function handOverTest(
  ctx: TeamContext,
  experimentId: string,
  to: { ownerUserId: string; word: string; version: number },
): Promise<Experiment> {
  return await transaction(ctx.db, async (tx) => {
    const experiment = handable(await needExperiment(tx, ctx, experimentId))
    const { ownerUserId: from } = experiment
    if (to.ownerUserId === '') throw new Invalid('Nobody was chosen.', { owner: 'Choose who owns it from now on.' })
    if (to.ownerUserId === from) {
      const sentence = `Choose somebody else: ${testName(experiment)} has this owner already.`
      throw new Invalid(sentence, { owner: sentence })
    }
    if (experiment.version !== to.version) {
      throw new Conflict(
        `Somebody else changed ${testName(experiment)} in the meantime, so I changed nothing. Close this form and look at its card again.`,
      )
    }
    const detail = { was: from, owner: to.ownerUserId, why: to.word.trim() }
    const changes = { ownerUserId: to.ownerUserId }
    const handed = await changeExperiment(tx, ctx, experiment, changes, { action: 'test handed over', detail })
    await note(tx, ctx, handed, 'handed_over')
    if (to.ownerUserId !== actorName(ctx.actor)) await tell(tx, ctx, handed, 'handed_over', to.ownerUserId)
    return handed
  })
}
