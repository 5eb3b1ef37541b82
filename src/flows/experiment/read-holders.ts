import type { Holder } from '../../domain/experiment/launch.ts'
import type { Team } from '../../domain/team.ts'
import { listClaims } from '../../store/experiment/experiment-claims.ts'
import { findExperiment } from '../../store/experiment/experiments.ts'
import type { Tx } from '../../store/transaction.ts'

/** What the other tests of a team hold, each with the test that holds it. */
export async function readHolders(db: Tx, team: Team, exceptId: string): Promise<Holder[]> {
  const claims = (await listClaims(db, team)).filter(({ experimentId }) => experimentId !== exceptId)
  const holders: Holder[] = []
  for (const id of new Set(claims.map(({ experimentId }) => experimentId))) {
    const test = await findExperiment(db, team, id)
    if (!test) continue
    const held = { number: test.number, ownerUserId: test.ownerUserId, until: test.endsOn }
    for (const { key, experimentId } of claims) if (experimentId === id) holders.push({ key, ...held })
  }
  return holders
}
