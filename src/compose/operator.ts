import type { Command } from 'commander'
import { type Config, DEMO_PORT, demoConfig, type LocalConfig, readConfig, readLocalConfig } from '../config.ts'
import { seedDemo } from '../demo/seed.ts'
import { workspaceMeant } from '../flows/adopt-workspace.ts'
import type { Context, TeamContext } from '../flows/context.ts'
import { teamOfKey } from '../flows/find-team.ts'
import { PersonError } from '../lib/errors.ts'
import { explain } from '../lib/explain.ts'
import { newId } from '../lib/ids.ts'
import { createLog } from '../lib/log.ts'
import { type Database, openDatabase } from '../store/database.ts'
import { createSources, type Sources } from './sources.ts'

// What every verb of the operator stands on: settings, the database, the workspace and the team that are meant.

/** The settings of the demo, whose Slack answers at a port of this machine. */
export function demoAt(port: string = String(DEMO_PORT)): Config {
  const apiUrl = `http://127.0.0.1:${port}/api/`
  return demoConfig({ apiUrl, botToken: 'xoxb-sandbox-bot', appToken: 'xapp-1-A0BEAT-sandbox' })
}

/** What the operator asked for cannot be done, and the sentence says why. */
export class Refused extends PersonError {
  override readonly name = 'Refused'
}

/** The options that every verb of the data has. */
export type Common = { demo?: boolean; workspace?: string }

/** Gives a verb the options that say whose data are meant. */
export function common(command: Command): Command {
  return command
    .option('--demo', "the demo's own data instead of DATA_DIR")
    .option('--workspace <id>', 'the Slack workspace (T…), where there are several')
}

/** Runs a verb; its error becomes a sentence and an exit code. */
export async function guarded(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`)
    process.exitCode = error instanceof PersonError ? 2 : 1
  }
}

/** Runs a verb with the database that is meant. */
export async function inDatabase(given: Common, work: (db: Database) => Promise<void>): Promise<void> {
  await guarded(async () => {
    const { dataDir, databaseUrl, logLevel } = given.demo ? demoAt() : localConfig()
    const log = createLog(logLevel === 'info' ? 'warn' : logLevel)
    const db = await openDatabase({ dataDir, log, ...(databaseUrl && { databaseUrl }) })
    try {
      if (given.demo) await seedDemo({ db, now: new Date(), newId }, { refresh: false })
      await work(db)
    } finally {
      await db.close()
    }
  })
}

/** Runs a verb in the workspace that is meant. */
export async function inWorkspace(given: Common, work: (ctx: Context) => Promise<void>): Promise<void> {
  await inDatabase(given, async (db) => {
    const base = { db, now: new Date(), newId, log: createLog('warn') }
    const { id: workspaceId } = await workspaceMeant(base, given.workspace)
    await work({ ...base, workspaceId, actor: { kind: 'operator' } })
  })
}

/** The warehouses of the configuration, for a verb that lists or reads them. */
export function sourcesOf(given: Common, { db, log }: Pick<Context, 'db' | 'log'>): Sources {
  const { dataDir, sources: configured } = given.demo ? demoAt() : localConfig()
  return createSources({ base: (now) => ({ db, now, newId, log }), configured, dataDir })
}

/** Runs a verb for the team that is named. */
export async function inTeam(
  given: Common & { team: string },
  work: (ctx: TeamContext) => Promise<void>,
): Promise<void> {
  await inWorkspace(given, async (ctx) => await work({ ...ctx, team: await teamOfKey(ctx, given.team) }))
}

function localConfig(): LocalConfig {
  const read = readLocalConfig()
  if ('problems' in read)
    throw new Refused(read.problems.map(({ setting, problem, fix }) => `${setting} ${problem}. ${fix}`).join('\n'))
  return read.config
}

/** All settings, or what is wrong with them. */
export function fullConfig(): Config {
  const read = readConfig()
  if ('problems' in read)
    throw new Refused(read.problems.map(({ setting, problem, fix }) => `${setting} ${problem}. ${fix}`).join('\n'))
  return read.config
}

/** Says something to whoever typed the command. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
