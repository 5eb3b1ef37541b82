import type { ModalView } from '@slack/types'
import { VERDICTS, type Verdict } from '../../../domain/experiment/rule.ts'
import type { Context, TeamContext } from '../../../flows/context.ts'
import { decideExperiment } from '../../../flows/experiment/decide-experiment.ts'
import { beginDecision } from '../../../flows/experiment/read-result.ts'
import { settleProposal, teamOfDecision } from '../../../flows/experiment/second-decision.ts'
import { teamOfExperiment } from '../../../flows/find-team.ts'
import { DECIDE_FORM, recallDraft } from '../../../flows/keep-draft.ts'
import { Invalid } from '../../../lib/errors.ts'
import { openForm } from '../../forms/open-form.ts'
import { ACTION } from '../../ids.ts'
import { textOf, type Value } from '../../kit/values.ts'
import type { Click, Command, Next, Submission } from '../../requests.ts'
import { decideForm } from '../../views/experiment/decide-form.ts'
import { noticeModal } from '../../views/review/narrative-form.ts'
import { sayDone, sayFormDone } from './say-done.ts'
import { testMeant } from './test-meant.ts'
import { learningFormOf } from './write-learning.ts'

const TITLE = 'Decide'

/** [Decide] on the card of a test or under a reading. */
export async function decideTest(click: Click): Promise<void> {
  await openForm(click, TITLE, async () => await decideFormOf(click.ctx, click.value))
}

/** [Decide] under a result that was just taken: the form of the decision takes its place. */
export async function decideNow({ ctx, metadata }: Submission): Promise<Next> {
  const { experimentId } = JSON.parse(metadata)
  return { update: await decideFormOf(ctx, experimentId) }
}

/** `/beat decide [T-12]`. */
export async function decideTestByCommand(command: Command): Promise<void> {
  await openForm(command, TITLE, async () => await testMeant(command, 'decide', TITLE, decideFormOf))
}

/** The form of a decision, with what was typed before. */
export async function decideFormOf(ctx: Context, experimentId: string): Promise<ModalView> {
  const state = await beginDecision(await contextOf(ctx, experimentId), experimentId)
  return decideForm({ ...state, draft: await recallDraft(ctx, { form: DECIDE_FORM, subject: experimentId }) })
}

/** The decision was sent: what is made leads on to what was learnt, what is proposed to whom it waits for. */
export async function saveDecision(submission: Submission): Promise<Next> {
  const { ctx, values, metadata } = submission
  const { experimentId, readingId } = JSON.parse(metadata)
  const teamCtx = await contextOf(ctx, experimentId)
  const { experiment } = await beginDecision(teamCtx, experimentId)
  const verdict = verdictOf(values)
  const [, only, ...others] = experiment.design.arms
  const arm = others.length === 0 ? (only?.key ?? null) : textOf(values, 'arm')
  const { state } = await decideExperiment(teamCtx, experimentId, {
    readingId,
    verdict,
    arm: verdict === 'ship' ? arm : null,
    rationale: textOf(values, 'rationale') ?? '',
  })
  if (state === 'proposed') return { update: noticeModal(TITLE, WAITS) }
  if (verdict !== 'extend') return { update: await learningFormOf(ctx, experimentId) }
  sayFormDone(submission, teamCtx, experimentId)
  return undefined
}

const WAITS =
  'This goes against the recommendation, so a second person has to agree. I asked under the card of the test, and privately the lead (the owner, if you lead the team). Until then the test stays as it is.'

/** [Agree] and [Disagree] of the second person. */
export async function settleTheProposal(click: Click): Promise<void> {
  const { value, actionId } = click
  const ctx = { ...click.ctx, team: await teamOfDecision(click.ctx, value) }
  const { experimentId } = await settleProposal(ctx, value, actionId === ACTION.agreeDecision ? 'agree' : 'disagree')
  await sayDone(click, ctx, experimentId)
}

function verdictOf(values: Record<string, Value>): Verdict {
  const verdict = VERDICTS.find((each) => each === textOf(values, 'verdict'))
  if (!verdict) throw new Invalid('Choose what is decided.', { verdict: 'Choose what is decided.' })
  return verdict
}

async function contextOf(ctx: Context, experimentId: string): Promise<TeamContext> {
  return { ...ctx, team: await teamOfExperiment(ctx, experimentId) }
}
