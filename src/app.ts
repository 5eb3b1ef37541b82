import type { Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { closeCharts, renderChart } from './charts/render.ts'
import { createBeat } from './compose/beat.ts'
import { watchClocks } from './compose/clock-watch.ts'
import { createServices, type DrawChart, type Identity, type Services, workspaceIdOf } from './compose/services.ts'
import { pushEndpoint, sourcesDesk } from './compose/source-edges.ts'
import type { Config } from './config.ts'
import type { DeliverySettings } from './flows/delivery/deliver-announcements.ts'
import { resumeWorkspace } from './flows/delivery/resume-delivery.ts'
import { createMetrics } from './http/metrics.ts'
import { createHttpServer, listen } from './http/server.ts'
import { importFile } from './ingest/import-file.ts'
import { readUnitsFile } from './ingest/units-file.ts'
import { newId } from './lib/ids.ts'
import type { Log } from './lib/log.ts'
import { startTicker, type Ticker } from './schedule/ticker.ts'
import { DELIVERY_SETTINGS, type Report } from './slack/announcer.ts'
import { createEar, type Ear } from './slack/bolt.ts'
import { withSlackFile } from './slack/downloads.ts'
import { classify } from './slack/outcome.ts'
import type { Desk } from './slack/requests.ts'
import { clockSkewMs } from './store/database.ts'

/** The running bot. */
export type DrumbeatApp = {
  services: Services
  /** The port of the bot's own HTTP server: health, metrics, and Slack's requests in HTTP mode. */
  port: number
  /** Does all that is due at an instant; the heartbeat calls it, and so do tests. */
  tick(now: Date): Promise<void>
  /** Waits until nothing that the bot was asked for is under way any more. */
  settled(): Promise<void>
  /** Takes nothing new, finishes what is under way, and lets go of everything. */
  stop(): Promise<void>
}

const DRAIN_MS = 20_000
const START_ATTEMPTS = 30
const START_PAUSE_MS = 2_000

type Parts = {
  log: Log
  now?: () => Date
  delivery?: Partial<DeliverySettings>
  heartbeat?: boolean
  draw?: DrawChart
  /** Gives up a start that still waits for Slack. */
  givenUp?: AbortSignal
}

/** Composes and starts the bot: the one place that knows everything. */
export async function startApp(config: Config, parts: Parts): Promise<DrumbeatApp> {
  const services = await createServices(config, parts)
  try {
    return await startOn(services, config, parts)
  } catch (error) {
    // A bot that cannot start leaves no database running behind it.
    await services.close()
    throw error
  }
}

async function startOn(services: Services, config: Config, parts: Parts): Promise<DrumbeatApp> {
  const { log, now = () => new Date() } = parts
  const metrics = createMetrics()
  const pending = new Set<Promise<unknown>>()
  let state: 'starting' | 'ready' | 'draining' = 'starting'

  function later(work: Promise<unknown>): void {
    const settled = work
      .catch((error: unknown) => log.warn({ err: error }, 'work after an answer failed'))
      .finally(() => pending.delete(settled))
    pending.add(settled)
  }
  const announceSoon = () => later(services.announcer.run().then(posted))
  const pauseMs = parts.delivery?.redrawEveryMs ?? DELIVERY_SETTINGS.redrawEveryMs
  let waking: NodeJS.Timeout | undefined
  function posted(report: Report): void {
    metrics.countPosts(report)
    if (report.sent + report.updated === 0 || pauseMs === 0) return
    // What is asked to be drawn anew during the pause after a drawing is drawn when the pause ends, not at the next heartbeat.
    clearTimeout(waking)
    waking = setTimeout(announceSoon, pauseMs).unref()
  }
  let { port } = config
  const ear = await createEarFor(config, services, log, {
    later,
    announceSoon,
    countLacking: metrics.countLacking,
    now,
    renderChart: parts.draw ?? renderChart,
    sources: sourcesDesk(services.sources, metrics, () => config.publicUrl ?? `http://${config.host}:${port}`),
  })
  const clocks = watchClocks({ skewMs: async () => await clockSkewMs(services.db), told: metrics.noteSkew, log })
  const server = createHttpServer({
    requestListener: ear.requestListener,
    metrics: metrics.text,
    push: pushEndpoint(services.db, config.dataDir, { log, now, announceSoon, count: metrics.countPush }),
    isReady: async () => (state === 'ready' && ear.isConnected() ? await answersQuickly(services) : false),
    trouble: clocks.trouble,
    log,
    now,
  })
  port = await listen(server, config.port, config.host)

  const beat = createBeat(services, metrics, { clocks, later, posted, announceSoon })
  const { workspaceId } = await whenReachable(services, parts)
  // A bot that starts has a token that works: what an old one was refused for is posted now.
  await resumeWorkspace(services.contextOf(workspaceId))
  await ear.start()
  const onTick = async (at: Date) => void (await beat(at))
  const ticker =
    parts.heartbeat === false ? null : startTicker(onTick, (error) => log.error({ err: error }, 'the heartbeat failed'))
  if (ticker) later(onTick(now()))
  state = 'ready'
  log.info({ port, mode: config.slack.mode }, 'drumbeat is running')
  return {
    services,
    port,
    tick: async (at) => await (await beat(at)).judging,
    async settled() {
      await ear.idle(DRAIN_MS)
      await drained(pending)
    },
    async stop() {
      state = 'draining'
      clearTimeout(waking)
      services.sources.stop()
      await stopAll({ ticker, ear, server, pending, services })
    },
  }
}

async function createEarFor(
  config: Config,
  services: Services,
  log: Log,
  parts: Pick<Desk, 'later' | 'announceSoon' | 'countLacking' | 'renderChart' | 'sources'> & { now: () => Date },
): Promise<Ear> {
  const { slackApiUrl, dataDir } = config
  const { botToken: token } = config.slack
  const desk: Desk = {
    log,
    ...parts,
    answering: async () => services.clients.answering,
    async contextFor(slackTeamId, userId) {
      const actor = userId === null ? ({ kind: 'schedule' } as const) : ({ kind: 'person', userId } as const)
      return services.contextOf(await workspaceIdOf(services, slackTeamId), actor, parts.now())
    },
    async importSlackFile(ctx, { slackFileId, conversationId, answers }) {
      return await withSlackFile(
        services.clients.answering,
        slackFileId,
        { token, slackApiUrl, dataDir },
        async (file) => importFile(ctx, { ...file, slackFileId, conversationId, answers }),
      )
    },
    async readSlackUnits({ slackFileId, wanted, columns }) {
      return await withSlackFile(
        services.clients.answering,
        slackFileId,
        { token, slackApiUrl, dataDir },
        async ({ path, fileName }) => readUnitsFile(path, fileName, wanted, columns),
      )
    },
  }
  return await createEar({
    access: config.slack,
    slackApiUrl,
    desk,
    newReference: () => newId('err'),
    log,
    async authorize() {
      const { botId, botUserId, slackId } = await services.identify()
      return { botToken: token, botId, botUserId, teamId: slackId }
    },
  })
}

/** Asks Slack who the bot is. Slack that cannot be reached is waited for; a token it refuses is not. */
async function whenReachable(services: Services, { log, givenUp }: Parts): Promise<Identity> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await services.identify()
    } catch (error) {
      if (attempt === START_ATTEMPTS || classify(error).kind === 'blocked') throw error
      if (attempt === 1) log.warn({ err: error }, 'slack cannot be reached; trying again')
      await sleep(START_PAUSE_MS, undefined, givenUp && { signal: givenUp })
    }
  }
}

async function answersQuickly({ db }: Services): Promise<boolean> {
  const answer = db.pool.query('SELECT 1').then(
    () => true,
    () => false,
  )
  return await Promise.race([answer, sleep(2_000, false, { ref: false })])
}

/** What is done after an answer or beside a beat may leave work behind it as well. */
async function drained(pending: ReadonlySet<Promise<unknown>>): Promise<void> {
  while (pending.size > 0) await Promise.allSettled(pending)
}

async function stopAll(parts: {
  ticker: Ticker | null
  ear: Ear
  server: Server
  pending: Set<Promise<unknown>>
  services: Services
}): Promise<void> {
  await parts.ticker?.stop()
  await parts.ear.stop()
  await Promise.race([drained(parts.pending), sleep(DRAIN_MS, undefined, { ref: false })])
  await new Promise((resolve) => {
    parts.server.close(resolve)
    parts.server.closeIdleConnections()
  })
  // In this order: what is being posted may still need its picture.
  await parts.services.close()
  await closeCharts()
}
