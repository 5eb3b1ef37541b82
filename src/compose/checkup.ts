import { checkScopes, checkSkew, type Finding } from '../cli/check.ts'
import type { Config, LocalConfig } from '../config.ts'
import { troubleInWords } from '../domain/import/source-words.ts'
import { readSources } from '../flows/source/list-sources.ts'
import { everyTeam, teamsOfKey } from '../flows/source/source-teams.ts'
import { tryWarehouse } from '../ingest/sources/read-warehouse.ts'
import { PersonError } from '../lib/errors.ts'
import { explain } from '../lib/explain.ts'
import { newId } from '../lib/ids.ts'
import { silentLog } from '../lib/log.ts'
import { createClients } from '../slack/clients.ts'
import { clockSkewMs, openDatabase } from '../store/database.ts'

/** Looks at everything the bot depends on; `config` is null while Slack is not configured. */
export async function checkEverything(local: LocalConfig, config: Config | null): Promise<Finding[]> {
  return [
    ...(await checkDatabase(local)),
    ...(config ? await checkSlack(config) : []),
    ...(await checkWarehouses(local)),
  ]
}

async function checkDatabase({ dataDir, databaseUrl, sources }: LocalConfig): Promise<Finding[]> {
  const what = databaseUrl ? 'Database (DATABASE_URL)' : `Database (built in, ${dataDir})`
  try {
    const db = await openDatabase({ dataDir, log: silentLog, ...(databaseUrl && { databaseUrl }) })
    try {
      const { rows } = await db.pool.query<{ version: string }>("SELECT current_setting('server_version') AS version")
      const reached = { what, ok: true, says: `PostgreSQL ${rows[0]?.version}, migrations applied` }
      const skew = checkSkew('Clock of the database', await clockSkewMs(db))
      return [reached, skew, ...(await checkSourceTeams({ db, now: new Date(), newId, log: silentLog }, sources))]
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

/** Opens each warehouse and plans its reading, without reading a row. */
async function checkWarehouses({ sources }: LocalConfig): Promise<Finding[]> {
  return await Promise.all(
    sources.map(async (settings): Promise<Finding> => {
      const what = `Source ${settings.name} (${settings.team})`
      try {
        return { what, ok: true, says: `reads ${await tryWarehouse(settings)}` }
      } catch (error) {
        // What is no fault of the warehouse's own could hold its address.
        const says = error instanceof PersonError ? error.message : 'cannot be opened'
        return { what, ok: false, says, fix: 'Correct the file of SOURCES, or what it names; the README describes it.' }
      }
    }),
  )
}

/** Whether the team of each warehouse is there, and its name is free for it; and how each source did last. */
async function checkSourceTeams(
  base: Parameters<typeof teamsOfKey>[0],
  sources: LocalConfig['sources'],
): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const { name, team, workspace } of sources) {
    const teams = await teamsOfKey(base, team, workspace)
    if (teams.length !== 1) {
      const says = teams.length === 0 ? `there is no team "${team}"` : `several workspaces have a team "${team}"`
      const fix = teams.length === 0 ? '"drumbeat team list" names the keys.' : 'Say which with "workspace": "T…".'
      findings.push({ what: `Source ${name}`, ok: false, says, fix })
    }
  }
  for (const ctx of await everyTeam(base)) {
    const configured = sources.filter(({ team }) => team === ctx.team.key).map(({ name }) => name)
    for (const { source, health } of await readSources(ctx, configured)) {
      const what = `Source ${source.name} (${ctx.team.key})`
      if (source.kind === 'push' && configured.includes(source.name)) {
        const fix = 'Name it otherwise in the file of SOURCES, or revoke the other.'
        findings.push({ what, ok: false, says: 'a source that is pushed to has the name of this warehouse', fix })
      }
      const trouble = troubleInWords(source, health, ctx.team.zone)
      if (trouble !== '') findings.push({ what, ok: false, says: trouble })
    }
  }
  return findings
}
