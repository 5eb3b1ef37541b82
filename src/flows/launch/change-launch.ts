import { type Launch, launchName } from '../../domain/launch.ts'
import { Conflict, NotFound } from '../../lib/errors.ts'
import { writeAudit } from '../../store/audits.ts'
import { findLaunch, findTeamIdOfLaunch, updateLaunch } from '../../store/launches.ts'
import { findLatestStanding } from '../../store/review/reviews.ts'
import type { Tx } from '../../store/transaction.ts'
import type { Context, TeamContext } from '../context.ts'
import { redraw } from '../delivery/announce.ts'
import { teamOfId } from '../find-team.ts'

/** The reply of a review that speaks of launches. */
export const LAUNCHES = 'review-launches'

/** The private question to an owner on the day of a launch. */
export const LAUNCH_DUE = 'launch-due'

/** The context of the team a launch belongs to. */
export async function atLaunch(ctx: Context, id: string): Promise<TeamContext> {
  return { ...ctx, team: await teamOfId(ctx, await findTeamIdOfLaunch(ctx.db.prisma, ctx.workspaceId, id), 'launch') }
}

/** The launch of an id; where it is gone, the sentence says so. */
export async function needLaunch(tx: Tx, { team }: TeamContext, id: string): Promise<Launch> {
  const launch = await findLaunch(tx, team, id)
  if (!launch) throw new NotFound('I cannot find this launch any more. `/beat launch list` shows all there are.')
  return launch
}

/** Writes a changed launch, if nobody changed it since it was read; its review and its audit follow. Whoever comes second is told. */
export async function changeLaunch(tx: Tx, ctx: TeamContext, launch: Launch, action: string): Promise<Launch> {
  if (!(await updateLaunch(tx, ctx.team, launch))) {
    throw new Conflict(
      `${launchName(launch)} was changed by somebody else a moment ago, so I changed nothing. \`/beat launch list\` shows how it stands.`,
    )
  }
  await noteLaunch(tx, ctx, launch, action)
  return { ...launch, version: launch.version + 1 }
}

/** Draws what tells of launches anew, and writes the audit row. */
export async function noteLaunch(tx: Tx, ctx: TeamContext, launch: Launch, action: string): Promise<void> {
  const { id, title, day, state, note } = launch
  const review = await findLatestStanding(tx, ctx.team)
  if (review?.state === 'open') await redraw(tx, ctx, { subject: review.id, kind: LAUNCHES })
  await redraw(tx, ctx, { subject: id, kind: LAUNCH_DUE })
  await writeAudit(tx, ctx, { teamId: ctx.team.id, action, subject: id, detail: { title, day, state, note } })
}
