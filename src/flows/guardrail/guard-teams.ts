import { claimGuard, findTeam, listUnguarded, releaseGuard } from '../../store/teams.ts'
import type { TeamContext } from '../context.ts'
import { judgeGuardrails } from './judge-guardrails.ts'
import { tendIncidents } from './tend-incidents.ts'

/** So many teams are served at once: one whose numbers take long holds up only what waits behind it. */
const AT_ONCE = 4
const HOUR = 3_600_000

/**
 * Judges the guardrails of every team whose numbers came in, or whose last judgement is of an earlier hour, and does what the
 * clock has to do about open incidents. Each team's hour is taken by one process. A team that fails holds up no other, and is
 * tried again.
 */
export async function guardTeams(
  teams: readonly TeamContext[],
  attempt: (ctx: TeamContext, work: () => Promise<unknown>) => Promise<void>,
): Promise<void> {
  const [first] = teams
  if (!first) return
  const { db, now } = first
  const keyOf = ({ workspaceId, id }: { workspaceId: string; id: string }) => `${workspaceId} ${id}`
  // Most minutes nothing is due anywhere: one question for all teams.
  const asking = new Set((await listUnguarded(db, { hour: hourOf(now), now })).map(keyOf))
  const waiting = teams.filter(({ team }) => asking.has(keyOf(team)))
  async function lane(): Promise<void> {
    for (let ctx = waiting.shift(); ctx; ctx = waiting.shift()) {
      const own = ctx
      await attempt(own, async () => await guard(own))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
}

async function guard(ctx: TeamContext): Promise<void> {
  const { db, team, now } = ctx
  if (await claimGuard(db.prisma, team, hourOf(now))) {
    try {
      // Read anew: the claim came first, so numbers that come in from now on ask again.
      const present = await findTeam(db.prisma, team)
      if (present) await judgeGuardrails({ ...ctx, team: present })
    } catch (error) {
      await releaseGuard(db.prisma, team)
      throw error
    }
  }
  await tendIncidents(ctx)
}

function hourOf(now: Date): Date {
  return new Date(Math.floor(now.getTime() / HOUR) * HOUR)
}
