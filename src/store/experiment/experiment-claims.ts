import type { Team } from '../../domain/team.ts'
import type { Tx } from '../transaction.ts'

// What a running test holds for itself. The key of the table lets nobody hold what another test holds, whoever launches first.

type TeamKey = Pick<Team, 'workspaceId' | 'id'>

/** Something that is held, and by which test. */
export type Claim = { key: string; experimentId: string }

/** What came of claiming: everything is held now, or who holds what was wanted (and nothing was claimed). */
export type Claimed = { kind: 'won' } | { kind: 'held'; by: Claim[] }

/** Claims one key of each family for a test, all or none. A family is a list of keys of which any will do, such as the team's slots. */
export async function claimAll(
  tx: Tx,
  team: TeamKey,
  experimentId: string,
  families: readonly (readonly string[])[],
  now: Date,
): Promise<Claimed> {
  const tenant = { workspaceId: team.workspaceId, teamId: team.id }
  const won: string[] = []
  const lost: string[] = []
  for (const family of families) {
    const key = await claimOne(tx, tenant, experimentId, family, now)
    if (key.kind === 'claimed') won.push(key.key)
    if (key.kind === 'none') lost.push(...family)
  }
  if (lost.length === 0) return { kind: 'won' }
  await tx.experimentClaim.deleteMany({ where: { ...tenant, key: { in: won } } })
  const by = await tx.experimentClaim.findMany({
    where: { ...tenant, key: { in: lost } },
    select: { key: true, experimentId: true },
    orderBy: { key: 'asc' },
  })
  return { kind: 'held', by }
}

/** Lets go of all that a test holds, or of these keys alone. */
export async function releaseClaims(
  tx: Tx,
  team: TeamKey,
  experimentId: string,
  keys?: readonly string[],
): Promise<void> {
  await tx.experimentClaim.deleteMany({
    where: {
      workspaceId: team.workspaceId,
      teamId: team.id,
      experimentId,
      ...(keys && { key: { in: [...keys] } }),
    },
  })
}

/** All that the tests of a team hold. */
export async function listClaims(db: Tx, team: TeamKey): Promise<Claim[]> {
  return await db.experimentClaim.findMany({
    where: { workspaceId: team.workspaceId, teamId: team.id },
    select: { key: true, experimentId: true },
    orderBy: { key: 'asc' },
  })
}

type Tenant = { workspaceId: string; teamId: string }

async function claimOne(
  tx: Tx,
  tenant: Tenant,
  experimentId: string,
  family: readonly string[],
  claimedAt: Date,
): Promise<{ kind: 'claimed'; key: string } | { kind: 'own' } | { kind: 'none' }> {
  const own = await tx.experimentClaim.count({ where: { ...tenant, experimentId, key: { in: [...family] } } })
  if (own > 0) return { kind: 'own' }
  for (const key of family) {
    const row = { ...tenant, key, experimentId, claimedAt }
    const { count } = await tx.experimentClaim.createMany({ data: [row], skipDuplicates: true })
    if (count === 1) return { kind: 'claimed', key }
  }
  return { kind: 'none' }
}
