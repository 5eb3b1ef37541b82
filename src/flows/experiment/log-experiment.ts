import { type Experiment, testName } from '../../domain/experiment/experiment.ts'
import { type Idea, ideaFaults, titleOf } from '../../domain/experiment/idea.ts'
import { after, stateInWords } from '../../domain/experiment/life.ts'
import { actorName } from '../../domain/team.ts'
import { Conflict, Invalid } from '../../lib/errors.ts'
import { writeAudit } from '../../store/audits.ts'
import { indexExperiment } from '../../store/experiment/experiment-search.ts'
import {
  findExperiment,
  insertExperiment,
  lockExperiment,
  nextExperimentNumber,
} from '../../store/experiment/experiments.ts'
import { type Tx, transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { announce } from '../delivery/announce.ts'
import { forgetDraft, IDEA_FORM } from '../keep-draft.ts'
import { CARD, changeExperiment } from './change-experiment.ts'

/** Where an idea is written: the id it has or will have, the draft it was typed into, the version it was opened on. */
export type IdeaForm = { id: string; draft: string; version: number | null }

/** Names the draft of an idea: a new one of a team, one made from a message, or one that is in the log. */
export function ideaSubject(teamId: string, about: { messageTs?: string; experimentId?: string } = {}): string {
  return about.experimentId ?? `${teamId}:${about.messageTs ?? ''}`
}

/**
 * Puts an idea into the log, with a number and a card, or changes one that has not been launched. The id comes with the form,
 * so that a form that is sent twice makes one test.
 */
export async function logExperiment(ctx: TeamContext, form: IdeaForm, idea: Idea): Promise<Experiment> {
  const channelIds = ctx.team.channels.map(({ id }) => id)
  const faults = ideaFaults(idea, channelIds)
  if (Object.keys(faults).length > 0) throw new Invalid(Object.values(faults).join(' '), faults)
  return await transaction(ctx.db, async (tx) => {
    // Two clicks on [Next] carry the same id: the second finds what the first has written.
    await lockExperiment(tx, form.id)
    const existing = await findExperiment(tx, ctx.team, form.id)
    const logged = existing ? await change(tx, ctx, existing, form, idea) : await add(tx, ctx, form.id, idea)
    await forgetDraft(tx, ctx, { form: IDEA_FORM, subject: form.draft })
    return logged
  })
}

async function add(tx: Tx, ctx: TeamContext, id: string, idea: Idea): Promise<Experiment> {
  const { team, now } = ctx
  const by = actorName(ctx.actor)
  const experiment: Experiment = {
    id,
    number: await nextExperimentNumber(tx, team),
    state: 'idea',
    ownerUserId: by,
    ...partsOf(idea),
    design: null,
    rule: null,
    ruleHash: null,
    approval: null,
    extensions: 0,
    startsOn: null,
    endsOn: null,
    pausedAt: null,
    stoppedOn: null,
    nextAt: null,
    settledAt: null,
    createdAt: now,
    createdBy: by,
    updatedAt: now,
    version: 1,
  }
  await insertExperiment(tx, team, experiment)
  await indexExperiment(tx, team, id)
  await announce(tx, ctx, [{ kind: CARD, subject: id }])
  const detail = { number: experiment.number, parent: idea.parent }
  await writeAudit(tx, ctx, { teamId: team.id, action: 'test logged', subject: id, detail })
  return experiment
}

async function change(tx: Tx, ctx: TeamContext, existing: Experiment, form: IdeaForm, idea: Idea): Promise<Experiment> {
  // Until it is launched a test may be abandoned, and until then it may be said anew.
  if (after(existing.state, 'abandon') === null) {
    throw new Conflict(
      `${testName(existing)} is ${stateInWords(existing.state)}: what it says stays as it was launched. A change of its plan is an amendment, on its card.`,
    )
  }
  if (form.version !== null && form.version !== existing.version) {
    throw new Conflict(
      `${testName(existing)} was changed by somebody else while you were writing. Your draft is kept: close this form and open it again.`,
    )
  }
  const parts = partsOf(idea)
  const { stage, source, parent, template = null } = existing.brief
  const brief = {
    ...parts.brief,
    stage,
    source: parts.brief.source ?? source,
    parent: parts.brief.parent ?? parent,
    template: parts.brief.template ?? template,
  }
  const before = { title: existing.title, lever: existing.lever, channelId: existing.channelId, brief: existing.brief }
  return await changeExperiment(tx, ctx, existing, { ...parts, brief }, { action: 'idea changed', detail: { before } })
}

function partsOf(idea: Idea) {
  const { change: changed, outcome, because, evidence, tags, source, parent, lever, channelId, template = null } = idea
  const text = { change: changed.trim(), outcome: outcome.trim(), because: because.trim(), evidence: evidence.trim() }
  return {
    title: titleOf(idea),
    channelId,
    lever: lever ?? 'other',
    brief: { ...text, stage: null, tags, source, parent, template },
  }
}
