import type { TeamContext } from '../../../flows/context.ts'
import { teamById, teamMeant } from '../../../flows/find-team.ts'
import { setSureness } from '../../../flows/metric/set-sureness.ts'
import { showNumbers } from '../../../flows/metric/show-numbers.ts'
import { numbersChart } from '../../draw/chart-specs.ts'
import { sendPictureTo } from '../../draw/picture-to-person.ts'
import { requireMember } from '../../members-only.ts'
import type { Click, Command } from '../../requests.ts'
import { numbersAnswer } from '../../views/metric/numbers-answer.ts'
import { surenessAnswer } from '../../views/metric/sureness.ts'

/** `/beat numbers [channel] [period]`: a table for this person alone, and the picture in their direct messages; `settings` says when leads are judged. */
export async function showNumbersByCommand(command: Command): Promise<void> {
  const team = await teamMeant(command.ctx, command.conversationId)
  const [word = '', ...rest] = command.text.trim().split(/\s+/)
  if (word.toLowerCase() === 'settings') {
    if (rest.length > 0) await requireMember(command)
    const sureness = await setSureness({ ...command.ctx, team }, rest.join(' '))
    await command.answer(surenessAnswer({ team, ...sureness }))
    return
  }
  await showTo(command, { ...command.ctx, team }, command.text)
}

/** [Show numbers] at home. */
export async function showNumbersByClick(click: Click): Promise<void> {
  await showTo(click, { ...click.ctx, team: await teamById(click.ctx, click.value) }, '')
}

async function showTo(
  request: Pick<Click, 'client' | 'userId' | 'answer' | 'desk'>,
  ctx: TeamContext,
  text: string,
): Promise<void> {
  const numbers = await showNumbers(ctx, text)
  const spec = numbersChart({ ...numbers, team: ctx.team })
  await request.answer(numbersAnswer({ ...numbers, team: ctx.team, picture: spec !== null }))
  if (!spec) return
  await sendPictureTo(request, spec, 'numbers.png')
}
