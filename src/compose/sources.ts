import type { Context, TeamContext } from '../flows/context.ts'
import { claimRun, knowWarehouse } from '../flows/source/claim-run.ts'
import { teamsOfKey } from '../flows/source/source-teams.ts'
import { runSource, type SourceRan } from '../ingest/sources/run-source.ts'
import type { WarehouseSettings } from '../ingest/sources/settings.ts'
import { Conflict } from '../lib/errors.ts'

/** The warehouses of the configuration, and their reading. */
export type Sources = {
  /** The names of a team's warehouses. */
  namesOf(ctx: TeamContext): Promise<string[]>
  /** Reads every warehouse that is due, each beside the others. It never throws. */
  runDue(now: Date): Promise<SourceRan[]>
  /** Reads a warehouse now; throws a sentence where that cannot be. */
  runNow(ctx: TeamContext, name: string): Promise<SourceRan>
  /** Gives up what is being read; it is due again at once. */
  stop(): void
}

/** Longer than any import takes; a process that dies holds its sources back for so long. */
const IMPORT_MS = 15 * 60_000

type Parts = {
  base: (now: Date) => Omit<Context, 'workspaceId' | 'actor'>
  configured: readonly WarehouseSettings[]
  dataDir: string
}

/** Composes the reading of warehouses: configuration, claims, readers. */
export function createSources({ base, configured, dataDir }: Parts): Sources {
  const stopping = new AbortController()
  const parts = { dataDir, stopping: stopping.signal }
  /** Those whose team cannot be told, said once and not at every beat. */
  const lost = new Set<WarehouseSettings>()

  async function read(ctx: TeamContext, settings: WarehouseSettings, evenIfNotDue: boolean): Promise<SourceRan | null> {
    const leaseMs = settings.timeoutSeconds * 1000 + IMPORT_MS
    const claimed = await claimRun(ctx, settings.name, { leaseMs, evenIfNotDue })
    return claimed && (await runSource(ctx, settings, claimed, parts))
  }

  /** The team of a warehouse; null where none has its key, or several workspaces have one. */
  async function teamOf(at: ReturnType<Parts['base']>, settings: WarehouseSettings): Promise<TeamContext | null> {
    const [ctx, ...others] = await teamsOfKey(at, settings.team, settings.workspace)
    return ctx && others.length === 0 ? ctx : null
  }

  // A team of another workspace may have the same key: what is not surely its own, it neither sees nor reads.
  async function ofTeam({ team, ...at }: TeamContext): Promise<WarehouseSettings[]> {
    const named = configured.filter((each) => each.team === team.key)
    const teams = await Promise.all(named.map(async (settings) => (await teamOf(at, settings))?.team))
    return named.filter((_, index) => teams[index]?.id === team.id && teams[index]?.workspaceId === team.workspaceId)
  }

  async function readDue(now: Date, settings: WarehouseSettings): Promise<SourceRan | null> {
    const { log } = base(now)
    const { name, team } = settings
    try {
      const ctx = await teamOf(base(now), settings)
      if (!ctx) {
        if (!lost.has(settings)) log.warn({ source: name, team }, 'a source has no team of its own')
        lost.add(settings)
        return null
      }
      lost.delete(settings)
      await knowWarehouse(ctx, name)
      return await read(ctx, settings, false)
    } catch (error) {
      log.error({ err: error, source: name, team }, 'a source could not be served')
      return null
    }
  }

  return {
    namesOf: async (ctx) => (await ofTeam(ctx)).map(({ name }) => name),
    async runDue(now) {
      const ran = await Promise.all(configured.map(async (settings) => await readDue(now, settings)))
      return ran.filter((each) => each !== null)
    },
    async runNow(ctx, name) {
      const settings = (await ofTeam(ctx)).find((each) => each.name === name)
      if (!settings)
        throw new Conflict(
          `The configuration names no warehouse "${name}" for ${ctx.team.name} (any more), so there is nothing to read. The operator's setting SOURCES says which there are.`,
        )
      const asIngest: TeamContext = { ...ctx, actor: { kind: 'ingest' } }
      await knowWarehouse(asIngest, name)
      const ran = await read(asIngest, settings, true)
      if (!ran) throw new Conflict(`${name} is paused, or being read right now. \`/beat source list\` shows which.`)
      return ran
    },
    stop: () => stopping.abort(),
  }
}
