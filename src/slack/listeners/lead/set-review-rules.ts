import type { Team } from '../../../domain/team.ts'
import { teamById } from '../../../flows/find-team.ts'
import { readReviewRules, setReviewRules } from '../../../flows/lead/set-review-rules.ts'
import { requireSetter } from '../../../flows/settings-right.ts'
import { openForm } from '../../forms/open-form.ts'
import { listOf, textOf } from '../../kit/values.ts'
import type { Click, Next, Submission } from '../../requests.ts'
import { reviewRulesForm } from '../../views/lead/review-rules-form.ts'

type Asked = Pick<Click, 'ctx' | 'client' | 'triggerId'>

/** `/beat review settings`. */
export async function openReviewRules(request: Asked, team: Team): Promise<void> {
  await openForm(request, 'How reviews are led', async () => {
    const ctx = { ...request.ctx, team }
    await requireSetter(ctx)
    return reviewRulesForm({ team, settings: await readReviewRules(ctx) })
  })
}

/** [Reviews] at home. */
export async function openReviewRulesByClick(click: Click): Promise<void> {
  await openReviewRules(click, await teamById(click.ctx, click.value))
}

/** The settings were sent. */
export async function saveReviewRules({ ctx, values, metadata }: Submission): Promise<Next> {
  const { teamId }: { teamId: string } = JSON.parse(metadata)
  await setReviewRules(
    { ...ctx, team: await teamById(ctx, teamId) },
    {
      facilitators: listOf(values, 'facilitators'),
      broadcast: textOf(values, 'broadcast') === 'channel',
      mirrorId: textOf(values, 'mirror'),
    },
  )
  return undefined
}
