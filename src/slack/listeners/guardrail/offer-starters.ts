import { guardrailName } from '../../../domain/guardrail/guardrail.ts'
import { STARTERS } from '../../../domain/guardrail/starter.ts'
import { teamById, teamMeant } from '../../../flows/find-team.ts'
import { judgeGuardrails } from '../../../flows/guardrail/judge-guardrails.ts'
import { enableStarters, offerStarters } from '../../../flows/guardrail/offer-starters.ts'
import { openForm } from '../../forms/open-form.ts'
import { listOf } from '../../kit/values.ts'
import type { Click, Command, Next, Submission } from '../../requests.ts'
import { starterForm } from '../../views/guardrail/starter-form.ts'
import { noticeModal } from '../../views/review/narrative-form.ts'

const TITLE = 'Starter set'

/** `/beat guardrail starter`. */
export async function offerStartersByCommand(command: Command): Promise<void> {
  const { ctx } = command
  await openForm(command, TITLE, async () => {
    const team = await teamMeant(ctx, command.conversationId)
    return starterForm({ team, seed: ctx.newId('grd'), offered: await offerStarters({ ...ctx, team }) })
  })
}

/** [Starter set], at home, under the list, and once a team is set up; its value is the team. */
export async function offerStartersByClick(click: Click): Promise<void> {
  const { ctx } = click
  await openForm(click, TITLE, async () => {
    const team = await teamById(ctx, click.value)
    return starterForm({ team, seed: ctx.newId('grd'), offered: await offerStarters({ ...ctx, team }) })
  })
}

/** The ticked ones are enabled. */
export async function saveStarters({ ctx, values, metadata }: Submission): Promise<Next> {
  const { teamId, seed }: { teamId: string; seed: string } = JSON.parse(metadata)
  const team = await teamById(ctx, teamId)
  const ticked = listOf(values, 'starters')
  const keys = STARTERS.filter((key) => ticked.includes(key))
  const made = await enableStarters({ ...ctx, team }, keys, seed)
  const names = made.map((guardrail) => guardrailName(guardrail, team)).join(', ')
  const text = `Enabled: ${names}. They are judged now, after each import and every hour. \`/beat guardrail list\` shows them, \`/beat guardrail drill\` proves that alerts arrive.`
  // Where they stand is known in a moment, and nobody waits for the hour.
  const meanwhile = async () => void (await judgeGuardrails({ ...ctx, team }))
  return { update: noticeModal('Enabled', text), meanwhile }
}
