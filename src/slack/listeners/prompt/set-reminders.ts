import { REMINDING } from '../../../domain/review/prompt.ts'
import type { Team } from '../../../domain/team.ts'
import { teamById, teamMeant } from '../../../flows/find-team.ts'
import { readReminders, setReminders } from '../../../flows/prompt/set-reminders.ts'
import { requireSetter } from '../../../flows/settings-right.ts'
import { openForm } from '../../forms/open-form.ts'
import { textOf } from '../../kit/values.ts'
import type { Click, Command, Next, Submission } from '../../requests.ts'
import { remindersForm } from '../../views/prompt/reminders-form.ts'

/** `/beat reminders`. */
export async function openRemindersByCommand(command: Command): Promise<void> {
  await open(command, async () => await teamMeant(command.ctx, command.conversationId))
}

/** [Reminders] at home. */
export async function openRemindersByClick(click: Click): Promise<void> {
  await open(click, async () => await teamById(click.ctx, click.value))
}

/** The settings were sent. */
export async function saveReminders({ ctx, values, metadata }: Submission): Promise<Next> {
  const { teamId }: { teamId: string } = JSON.parse(metadata)
  await setReminders(
    { ...ctx, team: await teamById(ctx, teamId) },
    {
      reminding: REMINDING.find((each) => each === textOf(values, 'reminding')) ?? 'standard',
      promptTime: textOf(values, 'promptTime') ?? '',
    },
  )
  return undefined
}

async function open(request: Pick<Click, 'ctx' | 'client' | 'triggerId'>, find: () => Promise<Team>): Promise<void> {
  await openForm(request, 'How owners are asked', async () => {
    const team = await find()
    await requireSetter({ ...request.ctx, team })
    return remindersForm({ team, settings: await readReminders({ ...request.ctx, team }) })
  })
}
