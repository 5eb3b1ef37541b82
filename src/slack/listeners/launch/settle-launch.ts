import { launchName, launchStateInWords } from '../../../domain/launch.ts'
import { atLaunch } from '../../../flows/launch/change-launch.ts'
import { readLaunch } from '../../../flows/launch/read-launches.ts'
import { settleLaunch } from '../../../flows/launch/settle-launch.ts'
import { Conflict } from '../../../lib/errors.ts'
import { openForm } from '../../forms/open-form.ts'
import { textOf } from '../../kit/values.ts'
import type { Click, Next, Submission } from '../../requests.ts'
import { launchDropForm } from '../../views/launch/launch-form.ts'
import { plainAnswer } from '../../views/notices.ts'

/** [It is live]. */
export async function sayLive({ ctx, value, answer }: Click): Promise<void> {
  const launch = await settleLaunch(await atLaunch(ctx, value), value, 'live')
  await answer(plainAnswer(`${launchName(launch)} is live. The next review tells of it.`))
}

/** [Drop] asks why. */
export async function askWhyDropped(click: Click): Promise<void> {
  await openForm(click, 'Drop a launch', async () => {
    const { launch, today } = await readLaunch(await atLaunch(click.ctx, click.value), click.value)
    if (launch.state !== 'planned')
      throw new Conflict(`${launchName(launch)} is settled already: ${launchStateInWords(launch, today)}.`)
    return launchDropForm(launch)
  })
}

/** The reason was sent, and the launch is off. */
export async function dropTheLaunch({ ctx, values, metadata }: Submission): Promise<Next> {
  const { launchId }: { launchId: string } = JSON.parse(metadata)
  await settleLaunch(await atLaunch(ctx, launchId), launchId, 'dropped', textOf(values, 'why') ?? '')
  return undefined
}
