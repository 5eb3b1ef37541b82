import type { Team } from '../../domain/team.ts'
import { Conflict, NotAllowed, NotFound } from '../../lib/errors.ts'
import {
  findDecision,
  findTeamIdOfDecision,
  type StoredDecision,
  settleDecision,
} from '../../store/experiment/decisions.ts'
import { latestReading } from '../../store/experiment/readings.ts'
import { type Tx, transaction } from '../../store/transaction.ts'
import type { Context, TeamContext } from '../context.ts'
import { redraw } from '../delivery/announce.ts'
import { teamOfId } from '../find-team.ts'
import { carryOut } from './carry-out.ts'
import { changeExperiment, needExperiment } from './change-experiment.ts'
import { SECOND, SECOND_ASKED } from './decide-experiment.ts'
import { measured } from './record-reading.ts'

/**
 * A second person agrees with a decision against the recommendation, which makes it, or disagrees, which leaves the test open;
 * whoever proposed it may take it back. The first word counts; whoever comes later is told whose it was.
 */
export async function settleProposal(
  ctx: TeamContext,
  decisionId: string,
  word: 'agree' | 'disagree',
): Promise<StoredDecision> {
  const { db, team, now, actor } = ctx
  if (actor.kind !== 'person') throw new NotAllowed('The second word is a person’s.')
  return await transaction(db, async (tx) => {
    const proposed = await needDecision(tx, ctx, decisionId)
    const by = actor.userId
    if (word === 'agree') await refuseOutdated(tx, ctx, proposed)
    if (word === 'agree' && proposed.madeBy === by) {
      throw new NotAllowed(
        'You proposed this decision, so somebody else has to look at it: it goes against the recommendation. Anyone in the channel can.',
      )
    }
    const state = word === 'agree' ? ('made' as const) : ('declined' as const)
    if (!(await settleDecision(tx, team, proposed.id, { state, by, at: now }))) {
      throw new Conflict(alreadySettled((await findDecision(tx, team, proposed.id)) ?? proposed))
    }
    const settled: StoredDecision = { ...proposed, state, secondBy: by, secondAt: now }
    const experiment = await needExperiment(tx, ctx, proposed.experimentId)
    if (state === 'made') await carryOut(tx, ctx, measured(experiment), settled)
    else {
      const detail = { decision: proposed.id, number: proposed.number, declinedBy: by }
      await changeExperiment(tx, ctx, experiment, {}, { action: 'decision declined', detail })
    }
    for (const kind of [SECOND, SECOND_ASKED]) await redraw(tx, ctx, { subject: experiment.id, kind, part: settled.id })
    return settled
  })
}

/** Whoever agrees has to agree on the numbers of now: a ship that was proposed before a guardrail broke is another ship. */
async function refuseOutdated(tx: Tx, { team }: TeamContext, proposed: StoredDecision): Promise<void> {
  if (proposed.state !== 'proposed') return
  const reading = await latestReading(tx, team, proposed.experimentId)
  if ((reading?.id ?? null) === proposed.readingId) return
  throw new Conflict(
    'A newer reading came in since this was proposed, so nothing was decided. Look at it under the card; [Disagree] here lets the test be decided on it.',
  )
}

/** The team a decision belongs to. */
export async function teamOfDecision(ctx: Context, decisionId: string): Promise<Team> {
  return await teamOfId(ctx, await findTeamIdOfDecision(ctx.db.prisma, ctx.workspaceId, decisionId), 'decision')
}

async function needDecision(tx: Tx, { team }: TeamContext, id: string): Promise<StoredDecision> {
  const decision = await findDecision(tx, team, id)
  if (!decision) throw new NotFound('I cannot find this decision any more. Look at the card of the test.')
  return decision
}

function alreadySettled({ state, secondBy }: StoredDecision): string {
  const who = secondBy ? `<@${secondBy}>` : 'Somebody'
  const did = state === 'made' ? 'agreed with this decision' : 'disagreed with this decision'
  return `${who} ${did} before you. Nothing changed.`
}
