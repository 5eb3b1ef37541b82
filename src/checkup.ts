import { checkScopes, checkSkew, type Finding } from './cli/check.ts'
import type { Config, LocalConfig } from './config.ts'
import { explain } from './lib/explain.ts'
import { silentLog } from './lib/log.ts'
import { createClients } from './slack/clients.ts'
import { clockSkewMs, openDatabase } from './store/database.ts'

/** Looks at everything the bot depends on; `config` is null while Slack is not configured. */
export async function checkEverything(local: LocalConfig, config: Config | null): Promise<Finding[]> {
  return [...(await checkDatabase(local)), ...(config ? await checkSlack(config) : [])]
}

async function checkDatabase({ dataDir, databaseUrl }: LocalConfig): Promise<Finding[]> {
  const what = databaseUrl ? 'Database (DATABASE_URL)' : `Database (built in, ${dataDir})`
  try {
    const db = await openDatabase({ dataDir, log: silentLog, ...(databaseUrl && { databaseUrl }) })
    try {
      const { rows } = await db.pool.query<{ version: string }>("SELECT current_setting('server_version') AS version")
      const reached = { what, ok: true, says: `PostgreSQL ${rows[0]?.version}, migrations applied` }
      return [reached, checkSkew('Clock of the database', await clockSkewMs(db))]
    } finally {
      await db.close()
    }
  } catch (error) {
    return [
      {
        what,
        ok: false,
        says: explain(error),
        fix: 'Mend what it says, or set DATABASE_URL to a PostgreSQL of your own.',
      },
    ]
  }
}

async function checkSlack({ slack, slackApiUrl }: Config): Promise<Finding[]> {
  const findings: Finding[] = []
  try {
    const { answering } = createClients({ token: slack.botToken, slackApiUrl, log: silentLog })
    const identity = await answering.auth.test()
    findings.push({ what: 'SLACK_BOT_TOKEN', ok: true, says: `${identity.user} in ${identity.team}` })
    findings.push(checkScopes(identity.response_metadata?.scopes ?? []))
  } catch (error) {
    findings.push({
      what: 'SLACK_BOT_TOKEN',
      ok: false,
      says: explain(error),
      fix: 'Copy the Bot User OAuth Token again (OAuth & Permissions), and see whether this machine reaches Slack.',
    })
    return findings
  }
  if (slack.mode === 'http')
    return [...findings, { what: 'Mode', ok: true, says: 'HTTP; the request URL of the app must end in /slack/events' }]
  try {
    await createClients({ token: slack.appToken, slackApiUrl, log: silentLog }).answering.apps.connections.open()
    findings.push({ what: 'SLACK_APP_TOKEN', ok: true, says: 'opens connections' })
  } catch (error) {
    findings.push({
      what: 'SLACK_APP_TOKEN',
      ok: false,
      says: explain(error),
      fix: 'Generate an app-level token with the scope connections:write (Basic Information → App-Level Tokens), and switch Socket Mode on.',
    })
  }
  return findings
}
