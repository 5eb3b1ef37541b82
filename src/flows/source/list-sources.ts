import { type Health, healthOf, type Source } from '../../domain/import/source.ts'
import type { Team } from '../../domain/team.ts'
import { findSource, findTeamIdOfSource, listSources } from '../../store/fact/sources.ts'
import type { Context, TeamContext } from '../context.ts'
import { teamOfId } from '../find-team.ts'

/** A source with how it does; `isConfigured` is false for a warehouse that the configuration names no longer. */
export type SourceStanding = { source: Source; health: Health; isConfigured: boolean }

/** All sources of a team and how they do; `configured` are the names of the warehouses that the configuration has. */
export async function readSources(
  { db, team, now }: TeamContext,
  configured: readonly string[],
): Promise<SourceStanding[]> {
  return (await listSources(db.prisma, team)).map((source) => ({
    source,
    health: healthOf(source, now, team.zone),
    isConfigured: source.kind === 'push' || configured.includes(source.name),
  }))
}

/** A source by its id; null where it was revoked. */
export async function readSource({ db, team }: TeamContext, id: string): Promise<Source | null> {
  return await findSource(db.prisma, team, id)
}

/** The team a source belongs to. */
export async function teamOfSource(ctx: Context, id: string): Promise<Team> {
  return await teamOfId(ctx, await findTeamIdOfSource(ctx.db.prisma, ctx.workspaceId, id), 'source')
}

/** A source that something was said of, with how it does now; null where it was revoked since. */
export async function readSourceNote(ctx: TeamContext, id: string): Promise<{ source: Source; health: Health } | null> {
  const source = await readSource(ctx, id)
  return source && { source, health: healthOf(source, ctx.now, ctx.team.zone) }
}
