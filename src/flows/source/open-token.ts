import type { Source } from '../../domain/import/source.ts'
import { readToken } from '../../domain/import/source-token.ts'
import { hashSecret, isSecretOf } from '../../lib/secret.ts'
import { findSource, findTokenOwner } from '../../store/fact/sources.ts'
import { findTeam } from '../../store/teams.ts'
import type { Context, TeamContext } from '../context.ts'

/** A stand-in for the hash of a source that is not there, so that a wrong id takes as long as a wrong secret. */
const NOBODYS = hashSecret('nobody')

/** The team and source that a push token opens; null for a token that opens nothing (any more). */
export async function openToken(
  base: Omit<Context, 'workspaceId' | 'actor'>,
  token: string,
): Promise<{ ctx: TeamContext; source: Source } | null> {
  const named = readToken(token)
  if (!named) return null
  const owner = await findTokenOwner(base.db.prisma, named.sourceId)
  const isRight = isSecretOf(owner?.tokenHash ?? NOBODYS, named.secret)
  if (!owner?.tokenHash || !isRight) return null
  const team = await findTeam(base.db.prisma, { workspaceId: owner.workspaceId, id: owner.teamId })
  if (!team) return null
  const ctx: TeamContext = { ...base, workspaceId: owner.workspaceId, actor: { kind: 'ingest' }, team }
  const source = await findSource(base.db.prisma, team, named.sourceId)
  return source && { ctx, source }
}
