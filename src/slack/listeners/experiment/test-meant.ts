import type { ModalView } from '@slack/types'
import type { Context } from '../../../flows/context.ts'
import { experimentNamed } from '../../../flows/experiment/read-experiment.ts'
import { listMeant } from '../../../flows/experiment/read-result.ts'
import { teamMeant } from '../../../flows/find-team.ts'
import { NotFound } from '../../../lib/errors.ts'
import type { Command } from '../../requests.ts'
import { type Purpose, testChoice } from '../../views/experiment/test-choice.ts'

/** The form for the test that a command names; where it names none, the question which one of those it may be. */
export async function testMeant(
  { ctx, text, conversationId }: Command,
  purpose: Purpose,
  title: string,
  form: (ctx: Context, experimentId: string) => Promise<ModalView>,
): Promise<ModalView> {
  const team = await teamMeant(ctx, conversationId)
  const teamCtx = { ...ctx, team }
  if (text.trim() !== '') return await form(ctx, (await experimentNamed(teamCtx, text)).id)
  const tests = await listMeant(teamCtx)
  const [only, ...others] = tests
  if (!only) throw new NotFound(`No test of ${team.name} is running. \`/beat test new\` begins one.`)
  return others.length === 0 ? await form(ctx, only.id) : testChoice({ purpose, title, tests })
}
