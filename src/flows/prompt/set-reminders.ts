import { type ReminderSettings, reminderFaults } from '../../domain/review/prompt.ts'
import { Invalid } from '../../lib/errors.ts'
import { writeAudit } from '../../store/audits.ts'
import { readReminderSettings, writeReminderSettings } from '../../store/review/reminder-settings.ts'
import { transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { requireSetter } from '../settings-right.ts'

/** How the owners of a team are asked now. */
export async function readReminders({ db, team }: TeamContext): Promise<ReminderSettings> {
  return await readReminderSettings(db.prisma, team)
}

/** Changes how the owners of a team are asked, from the next question on. */
export async function setReminders(ctx: TeamContext, settings: ReminderSettings): Promise<void> {
  await requireSetter(ctx)
  const faults = reminderFaults(settings)
  if (Object.keys(faults).length > 0) throw new Invalid(Object.values(faults).join(' '), faults)
  await transaction(ctx.db, async (tx) => {
    const before = await readReminderSettings(tx, ctx.team)
    await writeReminderSettings(tx, ctx.team, settings)
    const detail = { before, after: settings }
    await writeAudit(tx, ctx, { teamId: ctx.team.id, action: 'reminders changed', subject: ctx.team.id, detail })
  })
}
