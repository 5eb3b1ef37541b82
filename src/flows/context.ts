import type { Actor, Team } from '../domain/team.ts'
import type { NewId } from '../lib/ids.ts'
import type { Log } from '../lib/log.ts'
import type { Database } from '../store/database.ts'

/** What every flow is given first. `now` is one value, fixed at the edge where the event came in. */
export type Context = {
  db: Database
  now: Date
  newId: NewId
  actor: Actor
  workspaceId: string
  log: Log
}

/** A context in which the team is known. */
export type TeamContext = Context & { team: Team }
