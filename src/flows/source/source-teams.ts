import { findTeamByKey, listTeams } from '../../store/teams.ts'
import { listWorkspaces } from '../../store/workspaces.ts'
import type { Context, TeamContext } from '../context.ts'

/** The teams of a key, in one workspace by its Slack id or in all there are. */
export async function teamsOfKey(
  base: Omit<Context, 'workspaceId' | 'actor'>,
  key: string,
  slackId: string | undefined,
): Promise<TeamContext[]> {
  const found: TeamContext[] = []
  for (const workspace of await listWorkspaces(base.db.prisma)) {
    if (slackId !== undefined && workspace.slackId !== slackId) continue
    const team = await findTeamByKey(base.db.prisma, workspace.id, key)
    if (team) found.push({ ...base, workspaceId: workspace.id, actor: { kind: 'ingest' }, team })
  }
  return found
}

/** Every team of every workspace, as the clock looks at its sources. */
export async function everyTeam(base: Omit<Context, 'workspaceId' | 'actor'>): Promise<TeamContext[]> {
  const found: TeamContext[] = []
  for (const { id: workspaceId } of await listWorkspaces(base.db.prisma)) {
    for (const team of await listTeams(base.db.prisma, workspaceId)) {
      found.push({ ...base, workspaceId, actor: { kind: 'ingest' }, team })
    }
  }
  return found
}
