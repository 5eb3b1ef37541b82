import type { TestSettings } from '../../domain/experiment/experiment.ts'
import { Invalid } from '../../lib/errors.ts'
import { writeAudit } from '../../store/audits.ts'
import { readTestSettings, writeTestSettings } from '../../store/experiment/test-settings.ts'
import { transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { requireSetter } from '../settings-right.ts'

const MOST_SLOTS = 50

/** How a team runs its tests now. */
export async function readTestRules({ db, team }: TeamContext): Promise<TestSettings> {
  return await readTestSettings(db.prisma, team)
}

/** Changes how a team runs its tests; what runs already goes on, also beyond a limit that was lowered. */
export async function setTestRules(ctx: TeamContext, settings: TestSettings): Promise<void> {
  await requireSetter(ctx)
  const { db, team } = ctx
  const faults: Record<string, string> = {}
  if (!isCount(settings.slots)) faults.slots = `A whole number from 1 to ${MOST_SLOTS}.`
  if (!isCount(settings.channelSlots)) faults.channelSlots = `A whole number from 1 to ${MOST_SLOTS}.`
  else if (isCount(settings.slots) && settings.channelSlots > settings.slots) {
    faults.channelSlots = `At most as many as in the whole team: ${settings.slots}.`
  }
  if (settings.budgetLimit !== null && !(settings.budgetLimit >= 0)) {
    faults.budgetLimit = 'A limit is 0 or more. Leave it empty for a tenth of the monthly budget.'
  }
  if (Object.keys(faults).length > 0) throw new Invalid(Object.values(faults).join(' '), faults)
  await transaction(db, async (tx) => {
    const before = await readTestSettings(tx, team)
    await writeTestSettings(tx, team, settings)
    const detail = { before, after: settings }
    await writeAudit(tx, ctx, { teamId: team.id, action: 'test rules changed', subject: team.id, detail })
  })
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= MOST_SLOTS
}
