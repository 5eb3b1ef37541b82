import type { WebClient } from '@slack/web-api'
import { renderChart } from '../charts/render.ts'
import type { ChartSpec } from '../charts/spec.ts'
import type { Config } from '../config.ts'
import type { Actor } from '../domain/team.ts'
import { adoptWorkspace, findWorkspace } from '../flows/adopt-workspace.ts'
import type { Context } from '../flows/context.ts'
import type { DeliverySettings } from '../flows/delivery/deliver-announcements.ts'
import { findTeamLead } from '../flows/find-team.ts'
import { guardTeams } from '../flows/guardrail/guard-teams.ts'
import { type Ran, runDue } from '../flows/run-due.ts'
import { NotAllowed } from '../lib/errors.ts'
import { newId } from '../lib/ids.ts'
import type { Log } from '../lib/log.ts'
import { type Announcer, createAnnouncer, type Report } from '../slack/announcer.ts'
import { type Clients, createClients } from '../slack/clients.ts'
import { createDraw } from '../slack/draw/draw.ts'
import { whyInWords } from '../slack/views/why.ts'
import { openDatabase } from '../store/database.ts'
import { createSources, type Sources } from './sources.ts'

/** Who the bot is in the workspace of its token. */
export type Identity = { workspaceId: string; slackId: string; botUserId: string; botId: string }

/** Draws a picture: in a thread of its own unless a test draws where it stands. */
export type DrawChart = (spec: ChartSpec) => Promise<Buffer>

/** What both the bot and the operator's commands are made of: the database, the way to speak in Slack, the clock's work. */
export type Services = {
  db: Context['db']
  clients: Clients
  announcer: Announcer
  sources: Sources
  contextOf(workspaceId: string, actor?: Actor, now?: Date): Context
  /** Asks Slack who the bot is and adopts the workspace; throws what the client throws. */
  identify(): Promise<Identity>
  /** Does all that is due at an instant, and posts it; guardrails are judged by `guard`. */
  tick(now: Date): Promise<{ ran: Ran; posts: Report }>
  /** Judges the guardrails that are due at an instant, and posts what is to be said of them; may take long. */
  guard(now: Date): Promise<{ failed: string[]; posts: Report }>
  close(): Promise<void>
}

/** Opens the database and composes the services on it. */
export async function createServices(
  config: Config,
  parts: { log: Log; now?: () => Date; delivery?: Partial<DeliverySettings>; draw?: DrawChart },
): Promise<Services> {
  const { log, now = () => new Date() } = parts
  const db = await openDatabase({
    dataDir: config.dataDir,
    log,
    ...(config.databaseUrl && { databaseUrl: config.databaseUrl }),
  })
  const clients = createClients({ token: config.slack.botToken, slackApiUrl: config.slackApiUrl, log })
  const contextOf: Services['contextOf'] = (workspaceId, actor = { kind: 'schedule' }, at = now()) => ({
    db,
    now: at,
    newId,
    actor,
    workspaceId,
    log,
  })
  let identity: Promise<Identity> | null = null

  async function identify(): Promise<Identity> {
    identity ??= whoAmI(contextOf('', { kind: 'operator' }), clients.answering)
    try {
      return await identity
    } catch (error) {
      identity = null
      throw error
    }
  }

  const announcer = createAnnouncer({
    db,
    log,
    now,
    newId,
    draw: createDraw({ contextOf, renderChart: parts.draw ?? renderChart }),
    // One token, one workspace: what belongs to another waits until its token is here.
    clientsFor: async (workspaceId) => ((await identify()).workspaceId === workspaceId ? clients : null),
    async tellOwner(workspaceId, teamId, sentence) {
      const lead = await findTeamLead(contextOf(workspaceId), teamId)
      const why = whyInWords('You lead the team whose message it is; I say it once.')
      if (lead) await clients.posting.chat.postMessage({ channel: lead, text: `${sentence}\n${why}` })
      else log.error({ workspaceId, teamId, sentence }, 'nobody could be told that a post was refused')
    },
    ...(parts.delivery && { settings: parts.delivery }),
  })
  const sources = createSources({
    base: (at) => ({ db, now: at, newId, log }),
    configured: config.sources,
    dataDir: config.dataDir,
  })
  return {
    db,
    clients,
    announcer,
    sources,
    contextOf,
    identify,
    async tick(at) {
      const ran = await runDue({ db, now: at, newId, log })
      return { ran, posts: await announcer.run() }
    },
    async guard(at) {
      const { failed } = await guardTeams({ db, now: at, newId, log })
      return { failed, posts: await announcer.run() }
    },
    async close() {
      sources.stop()
      await announcer.stop()
      await db.close()
    },
  }
}

async function whoAmI(ctx: Context, client: WebClient): Promise<Identity> {
  const {
    team_id: slackId = '',
    team: name = '',
    user_id: botUserId = '',
    bot_id: botId = '',
  } = await client.auth.test()
  const workspace = await adoptWorkspace(ctx, { slackId, name, botUserId })
  return { workspaceId: workspace.id, slackId, botUserId, botId }
}

/** The id of ours for a Slack workspace that a request came from. */
export async function workspaceIdOf(services: Services, slackId: string): Promise<string> {
  const { workspaceId, slackId: own } = await services.identify()
  if (slackId === own || slackId === '') return workspaceId
  const other = await findWorkspace({ db: services.db }, slackId)
  if (!other) {
    throw new NotAllowed(
      'Drumbeat serves the workspace it was installed in, and you belong to another one. You can read along here; ask somebody of that workspace to do this for you.',
    )
  }
  return other.id
}
