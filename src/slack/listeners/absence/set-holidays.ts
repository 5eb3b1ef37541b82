import type { Team } from '../../../domain/team.ts'
import { readHolidays, setHolidays } from '../../../flows/absence/set-holidays.ts'
import { teamById, teamMeant } from '../../../flows/find-team.ts'
import { requireSetter } from '../../../flows/settings-right.ts'
import { openForm } from '../../forms/open-form.ts'
import { textOf } from '../../kit/values.ts'
import type { Click, Command, Next, Submission } from '../../requests.ts'
import { holidaysForm, holidaysSaved } from '../../views/absence/holidays-form.ts'

/** `/beat holidays`. */
export async function openHolidaysByCommand(command: Command): Promise<void> {
  await open(command, async () => await teamMeant(command.ctx, command.conversationId))
}

/** [Holidays] at home. */
export async function openHolidaysByClick(click: Click): Promise<void> {
  await open(click, async () => await teamById(click.ctx, click.value))
}

/** The holidays were sent: what comes next is shown, so that a wrong place is noticed. */
export async function saveHolidays({ ctx, values, metadata }: Submission): Promise<Next> {
  const { teamId }: { teamId: string } = JSON.parse(metadata)
  const typed = { place: textOf(values, 'place') ?? '', shift: textOf(values, 'shift') ?? '' }
  const { place: name, ...shown } = await setHolidays({ ...ctx, team: await teamById(ctx, teamId) }, typed)
  return { update: holidaysSaved({ name, ...shown }) }
}

async function open(request: Pick<Click, 'ctx' | 'client' | 'triggerId'>, find: () => Promise<Team>): Promise<void> {
  await openForm(request, 'Holidays', async () => {
    const team = await find()
    await requireSetter({ ...request.ctx, team })
    return holidaysForm({ team, ...(await readHolidays({ ...request.ctx, team })) })
  })
}
