import type { Database } from '../../store/database.ts'
import { claimGuard, findTeam, listUnguarded, releaseGuard } from '../../store/teams.ts'
import type { Context, TeamContext } from '../context.ts'
import { judgeGuardrails } from './judge-guardrails.ts'
import { tendIncidents } from './tend-incidents.ts'

/** So many teams are served at once, by however many rounds. */
const AT_ONCE = 4
const HOUR = 3_600_000

type TeamKey = { workspaceId: string; id: string }
type Lanes = { free: number; waiting: (() => void)[]; serving: Set<string> }

const LANES = new WeakMap<Database, Lanes>()

/**
 * Judges the guardrails of every team whose numbers came in, or whose last judgement is of an earlier hour, and does what the
 * clock has to do about open incidents. Each team's hour is taken by one process. A team whose numbers take long holds up no
 * other: a later round leaves it alone and serves the rest. A team that fails is tried again; returns the ids of those that did.
 */
export async function guardTeams(base: Omit<Context, 'workspaceId' | 'actor'>): Promise<{ failed: string[] }> {
  const { db, now, log } = base
  const lanes = LANES.get(db) ?? { free: AT_ONCE, waiting: [], serving: new Set<string>() }
  LANES.set(db, lanes)
  // Most minutes nothing is due anywhere: one question for all teams.
  const asking = (await listUnguarded(db, { hour: hourOf(now), now })).filter((key) => !lanes.serving.has(nameOf(key)))
  for (const key of asking) lanes.serving.add(nameOf(key))
  const failed: string[] = []
  await Promise.all(
    asking.map(async (key) => {
      await inLane(lanes, async () => {
        try {
          await guard(base, key)
        } catch (error) {
          failed.push(key.id)
          log.error({ err: error, team: key.id }, 'the guardrails of a team could not be judged')
        } finally {
          lanes.serving.delete(nameOf(key))
        }
      })
    }),
  )
  return { failed }
}

async function inLane(lanes: Lanes, work: () => Promise<void>): Promise<void> {
  if (lanes.free > 0) lanes.free--
  else await new Promise<void>((enter) => lanes.waiting.push(enter))
  await work()
  // A lane that is left is handed on, and only then free.
  const next = lanes.waiting.shift()
  if (next) next()
  else lanes.free++
}

async function guard(base: Omit<Context, 'workspaceId' | 'actor'>, key: TeamKey): Promise<void> {
  const { db, now } = base
  const isClaimed = await claimGuard(db.prisma, key, hourOf(now))
  try {
    // Read after the claim: numbers that come in from now on ask again.
    const team = await findTeam(db.prisma, key)
    if (!team) return
    const ctx: TeamContext = { ...base, workspaceId: key.workspaceId, actor: { kind: 'schedule' }, team }
    if (isClaimed) await judgeGuardrails(ctx)
    await tendIncidents(ctx)
  } catch (error) {
    if (isClaimed) await releaseGuard(db.prisma, key)
    throw error
  }
}

function hourOf(now: Date): Date {
  return new Date(Math.floor(now.getTime() / HOUR) * HOUR)
}

function nameOf({ workspaceId, id }: TeamKey): string {
  return `${workspaceId} ${id}`
}
