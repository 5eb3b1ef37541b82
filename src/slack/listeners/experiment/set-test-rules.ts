import { SCORE_MODELS, type TestSettings } from '../../../domain/experiment/experiment.ts'
import type { Team } from '../../../domain/team.ts'
import { readTestRules, setTestRules } from '../../../flows/experiment/set-test-rules.ts'
import { teamById, teamMeant } from '../../../flows/find-team.ts'
import { requireSetter } from '../../../flows/settings-right.ts'
import { Invalid } from '../../../lib/errors.ts'
import { typedOf } from '../../forms/drafts.ts'
import { openForm } from '../../forms/open-form.ts'
import { openPlanForm } from '../../forms/plan-form-reader.ts'
import type { Click, Command, Next, Submission } from '../../requests.ts'
import { settingsForm } from '../../views/experiment/settings-form.ts'

/** `/beat test settings`. */
export async function openTestSettings(command: Command): Promise<void> {
  await open(command, async () => await teamMeant(command.ctx, command.conversationId))
}

/** [How tests run] at home. */
export async function openTestSettingsByClick(click: Click): Promise<void> {
  await open(click, async () => await teamById(click.ctx, click.value))
}

/** The settings were sent. */
export async function saveTestSettings({ ctx, values, metadata }: Submission): Promise<Next> {
  const { teamId }: { teamId: string } = JSON.parse(metadata)
  const team = await teamById(ctx, teamId)
  const form = openPlanForm(typedOf(values))
  const settings: TestSettings = {
    slots: form.whole('slots') ?? 0,
    channelSlots: form.whole('channelSlots') ?? 0,
    budgetLimit: form.amount('budgetLimit'),
    scoreModel: form.one('scoreModel', SCORE_MODELS) ?? 'ice',
  }
  if (Object.keys(form.faults).length > 0) throw new Invalid(Object.values(form.faults).join(' '), form.faults)
  await setTestRules({ ...ctx, team }, settings)
  return undefined
}

async function open(request: Pick<Click, 'ctx' | 'client' | 'triggerId'>, find: () => Promise<Team>): Promise<void> {
  await openForm(request, 'How tests run', async () => {
    const team = await find()
    await requireSetter({ ...request.ctx, team })
    return settingsForm({ team, settings: await readTestRules({ ...request.ctx, team }) })
  })
}
