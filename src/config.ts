import { createHash } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { readSourcesFile } from './config-sources.ts'
import { demoSources } from './demo/warehouse.ts'
import type { WarehouseSettings } from './ingest/sources/settings.ts'
import { LOG_LEVELS } from './lib/log.ts'
import type { SlackAccess } from './slack/bolt.ts'

/** Everything that the environment decides. */
export type Config = {
  slack: SlackAccess
  slackApiUrl: string
  databaseUrl: string | undefined
  dataDir: string
  host: string
  port: number
  logLevel: (typeof LOG_LEVELS)[number]
  /** Where others reach the bot's own HTTP server, without a slash at its end; absent: HOST and PORT. */
  publicUrl: string | undefined
  /** The warehouses that numbers are read from. */
  sources: WarehouseSettings[]
}

/** One setting that is missing or wrong, with its fix. */
export type Problem = { setting: string; problem: string; fix: string }

// An empty variable counts as absent.
const text = z.preprocess((value) => (value === '' ? undefined : value), z.string().trim().optional())
const Environment = z.object({
  SLACK_BOT_TOKEN: text,
  SLACK_APP_TOKEN: text,
  SLACK_SIGNING_SECRET: text,
  SLACK_API_URL: text,
  DATABASE_URL: text,
  DATA_DIR: text,
  HOST: text,
  PORT: text,
  LOG_LEVEL: text,
  PUBLIC_URL: text,
  SOURCES: text,
})
type Environment = z.infer<typeof Environment>

/** The part of the configuration that needs no Slack: enough for the commands that only touch the database. */
export type LocalConfig = Omit<Config, 'slack'>

/** Reads the environment; every problem is named, not only the first. */
export function readConfig(
  env: Record<string, string | undefined> = process.env,
): { config: Config } | { problems: Problem[] } {
  const given = Environment.parse(env)
  const problems: Problem[] = []
  const local = readLocal(given, problems, env)
  const slack = readSlack(given, problems)
  return slack && problems.length === 0 ? { config: { ...local, slack } } : { problems }
}

/** Reads what does not concern Slack. */
export function readLocalConfig(
  env: Record<string, string | undefined> = process.env,
): { config: LocalConfig } | { problems: Problem[] } {
  const problems: Problem[] = []
  const config = readLocal(Environment.parse(env), problems, env)
  return problems.length === 0 ? { config } : { problems }
}

function readLocal(given: Environment, problems: Problem[], env: Record<string, string | undefined>): LocalConfig {
  const slackApiUrl = given.SLACK_API_URL ?? 'https://slack.com/api/'
  if (!URL.canParse(slackApiUrl))
    problems.push(
      wrong('SLACK_API_URL', 'is no address', 'Leave it out, or write a whole address such as https://slack.com/api/.'),
    )
  const { DATABASE_URL: databaseUrl } = given
  if (databaseUrl !== undefined && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    problems.push(
      wrong(
        'DATABASE_URL',
        'is no PostgreSQL address',
        'Write it as postgresql://user:password@host:5432/database, or leave it out for the built-in database.',
      ),
    )
  }
  const port = Number(given.PORT ?? 3000)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    problems.push(wrong('PORT', 'is no port', 'Write a number from 0 to 65535; 3000 is the default.'))
  const logLevel = LOG_LEVELS.find((level) => level === (given.LOG_LEVEL ?? 'info'))
  if (!logLevel) problems.push(wrong('LOG_LEVEL', 'is not known', `Choose one of ${LOG_LEVELS.join(', ')}.`))
  const { PUBLIC_URL: publicUrl } = given
  if (publicUrl !== undefined && !/^https?:\/\/[^/]/.test(publicUrl))
    problems.push(wrong('PUBLIC_URL', 'is no address', 'Write it as https://drumbeat.example.com, or leave it out.'))
  const { sources, problems: wrongSources } = readSourcesFile(given.SOURCES, env)
  problems.push(...wrongSources)
  return {
    slackApiUrl: slackApiUrl.endsWith('/') ? slackApiUrl : `${slackApiUrl}/`,
    databaseUrl,
    dataDir: given.DATA_DIR ?? './data',
    host: given.HOST ?? '127.0.0.1',
    port,
    logLevel: logLevel ?? 'info',
    publicUrl: publicUrl?.replace(/\/+$/, ''),
    sources,
  }
}

function readSlack(given: Environment, problems: Problem[]): SlackAccess | null {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = given
  if (botToken === undefined) {
    problems.push(
      missing(
        'SLACK_BOT_TOKEN',
        'Your app at api.slack.com/apps → OAuth & Permissions → Bot User OAuth Token (xoxb-…).',
      ),
    )
  } else if (!botToken.startsWith('xoxb-')) {
    problems.push(
      wrong(
        'SLACK_BOT_TOKEN',
        'is no bot token',
        'A bot token begins with xoxb-; this may be the app token or a user token.',
      ),
    )
  }
  if (appToken === undefined && signingSecret === undefined) {
    problems.push(
      missing(
        'SLACK_APP_TOKEN',
        'Your app → Basic Information → App-Level Tokens → Generate, with the scope connections:write (xapp-…). For HTTP mode set SLACK_SIGNING_SECRET instead.',
      ),
    )
  } else if (appToken !== undefined && !appToken.startsWith('xapp-')) {
    problems.push(wrong('SLACK_APP_TOKEN', 'is no app-level token', 'An app-level token begins with xapp-.'))
  }
  if (problems.length > 0 || botToken === undefined) return null
  if (appToken !== undefined) return { mode: 'socket', botToken, appToken }
  return signingSecret === undefined ? null : { mode: 'http', botToken, signingSecret }
}

function missing(setting: string, fix: string): Problem {
  return { setting, problem: 'is not set', fix }
}

function wrong(setting: string, problem: string, fix: string): Problem {
  return { setting, problem, fix }
}

/** Makes this process think in UTC: @date-fns/tz is wrong near changes of clocks in a process that runs in another zone. */
export function forceUtc(): void {
  process.env.TZ = 'UTC'
  if (new Date(2026, 6, 1).getTimezoneOffset() !== 0)
    throw new Error('This process does not run in UTC. Start it with TZ=UTC.')
}

/**
 * Where the demo keeps its data: below the project, unless PostgreSQL could not get there. As root it runs as a user without
 * rights, who must be able to enter every folder above; the demo's data is made anew at each start, so it may lie elsewhere.
 */
function demoDataDir(): string {
  const wanted = resolve('data', 'demo')
  if (process.getuid?.() !== 0) return wanted
  const closed = ancestorsOf(wanted).some((folder) => existsSync(folder) && (statSync(folder).mode & 0o001) === 0)
  return closed
    ? join(tmpdir(), `drumbeat-demo-${createHash('sha256').update(wanted).digest('hex').slice(0, 8)}`)
    : wanted
}

function ancestorsOf(path: string): string[] {
  const parent = dirname(path)
  return parent === path ? [] : [parent, ...ancestorsOf(parent)]
}

/** The demo's own configuration: its data apart, its Slack the sandbox on this machine. */
export function demoConfig(
  sandbox: { apiUrl: string; botToken: string; appToken: string },
  dataDir = demoDataDir(),
): Config {
  const { apiUrl: slackApiUrl, botToken, appToken } = sandbox
  const slack = { mode: 'socket', botToken, appToken } as const
  const here = { databaseUrl: undefined, dataDir, host: '127.0.0.1', port: 0 }
  const { sources } = readSourcesFile(demoSources(dataDir), {})
  return { slack, slackApiUrl, ...here, logLevel: 'warn', publicUrl: undefined, sources }
}

/** The demo's page and its Slack: the port that the README names. */
export const DEMO_PORT = 3838
