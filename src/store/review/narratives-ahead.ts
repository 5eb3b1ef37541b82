import type { AheadNarrative } from '../../domain/review/narrative.ts'
import type { Team } from '../../domain/team.ts'
import type { Tx } from '../transaction.ts'

type TeamKey = Pick<Team, 'workspaceId' | 'id'>

/** Lets one at a time open the review of a week or write ahead of it, until the transaction ends. */
export async function lockWeek(tx: Tx, team: TeamKey, week: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${team.workspaceId} ${team.id} ${week}`}, 0))`
}

/** What the owners of a team's channels have said of a week ahead of its review. */
export async function listAhead(db: Tx, team: TeamKey, week: string): Promise<AheadNarrative[]> {
  const rows = await db.narrativeAhead.findMany({
    where: { workspaceId: team.workspaceId, teamId: team.id, week },
    orderBy: { writtenAt: 'asc' },
  })
  return rows.map(({ channelId, passed, happened, because, next, writtenBy, writtenAt, version }) => ({
    channelId,
    passed,
    happened,
    because,
    next,
    writtenBy,
    writtenAt,
    version,
  }))
}

/** Keeps what somebody says of a week ahead of its review, in the place of what was said before. */
export async function saveAhead(
  tx: Tx,
  team: TeamKey,
  week: string,
  said: Omit<AheadNarrative, 'version'>,
): Promise<void> {
  const { channelId, ...own } = said
  const key = { workspaceId: team.workspaceId, teamId: team.id, week, channelId }
  await tx.narrativeAhead.upsert({
    where: { workspaceId_teamId_week_channelId: key },
    create: { ...key, ...own },
    update: { ...own, version: { increment: 1 } },
  })
}

/** Forgets the words of a week that have moved into its review; that somebody passes is remembered. */
export async function forgetAheadWords(tx: Tx, team: TeamKey, week: string): Promise<void> {
  await tx.narrativeAhead.deleteMany({
    where: { workspaceId: team.workspaceId, teamId: team.id, week, passed: false },
  })
}
