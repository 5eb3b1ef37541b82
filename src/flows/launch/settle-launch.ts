import { type Launch, launchName, launchStateInWords } from '../../domain/launch.ts'
import { localDay } from '../../domain/week.ts'
import { Conflict, Invalid } from '../../lib/errors.ts'
import { transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { changeLaunch, needLaunch } from './change-launch.ts'

/** Says that a planned launch went live, or drops it with a reason; whoever comes second hears how it stands. */
export async function settleLaunch(
  ctx: TeamContext,
  launchId: string,
  state: 'live' | 'dropped',
  why = '',
): Promise<Launch> {
  const today = localDay(ctx.now, ctx.team.zone)
  return await transaction(ctx.db, async (tx) => {
    const launch = await needLaunch(tx, ctx, launchId)
    if (launch.state !== 'planned')
      throw new Conflict(`${launchName(launch)} is settled already: ${launchStateInWords(launch, today)}.`)
    if (state === 'dropped' && why.trim() === '')
      throw new Invalid('A reason is missing.', { why: 'Say why, for those who planned with it.' })
    const note = state === 'dropped' ? why.trim() : launch.note
    return await changeLaunch(tx, ctx, { ...launch, state, note, settledOn: today }, `launch ${state}`)
  })
}
