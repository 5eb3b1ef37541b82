import type { Context } from '../flows/context.ts'
import { type Claim, claimWork, type DeliverySettings, recoverLost } from '../flows/delivery/deliver-announcements.ts'
import { askOwner } from '../flows/delivery/settle-delivery.ts'
import type { NewId } from '../lib/ids.ts'
import type { Log } from '../lib/log.ts'
import type { Announcement, Desk, Done, Drawing } from './announcer/desk.ts'
import { post } from './announcer/post.ts'
import { reconcile, sweep } from './announcer/reconcile.ts'
import { redraw } from './announcer/redraw.ts'
import type { Clients } from './clients.ts'
import { createMessenger, type Messenger } from './messenger.ts'

/** How many announcements one run brought where. */
export type Report = { sent: number; updated: number; blocked: number; uncertain: number }

/** Says in Slack what flows have written down. */
export type Announcer = {
  /** Works until nothing is due. Calls during a run are answered by the same run, which then looks once more. */
  run(): Promise<Report>
  /** Takes nothing new and waits for what is under way. */
  stop(): Promise<void>
}

/** The waits that suit Slack as it is. */
export const DELIVERY_SETTINGS: DeliverySettings = {
  leaseMs: 30_000,
  handBackAfterMs: 5_000,
  settleMs: 70_000,
  sweepAtMs: [60_000, 120_000],
  askAfterMs: 2 * 3_600_000,
  redrawEveryMs: 45_000,
  retryBlockedMs: 10 * 60_000,
  backoffMs: 2_000,
}

const WORKERS = 4
const WORK = { uncertain: reconcile, unsent: post, redraw, sweep } as const
const NOTHING: Report = { sent: 0, updated: 0, blocked: 0, uncertain: 0 }

/** Makes the announcer of this process; any number of processes may run one on the same database. */
export function createAnnouncer(parts: {
  db: Context['db']
  log: Log
  now: () => Date
  newId: NewId
  clientsFor(workspaceId: string): Promise<Clients | null>
  draw(announcement: Announcement): Promise<Drawing>
  tellOwner(workspaceId: string, teamId: string, sentence: string): Promise<void>
  settings?: Partial<DeliverySettings>
}): Announcer {
  const desk = createDesk(parts)
  let stopping = false
  let again = false
  let running: Promise<Report> | undefined

  async function runAll(): Promise<Report> {
    const total = { ...NOTHING }
    let busy = true
    while ((busy || again) && !stopping) {
      again = false
      busy = await pass(desk, total, () => stopping)
    }
    return total
  }

  return {
    run() {
      again = true
      running ??= runAll().finally(() => {
        running = undefined
      })
      return running
    },
    async stop() {
      stopping = true
      await running?.catch(() => {})
    },
  }
}

type Parts = Parameters<typeof createAnnouncer>[0]

function createDesk(parts: Parts): Desk {
  const { db, log, now, newId } = parts
  const messengers = new WeakMap<Clients['posting'], Messenger>()
  const settings = { ...DELIVERY_SETTINGS, ...parts.settings }
  return {
    delivery: { db, settings },
    log,
    draw: (announcement) => parts.draw(announcement),
    tellOwner: (workspaceId, teamId, sentence) => parts.tellOwner(workspaceId, teamId, sentence),
    askOwner(claim) {
      const ctx = { db, now: now(), newId, actor: { kind: 'schedule' }, workspaceId: claim.workspaceId, log } as const
      return askOwner(ctx, claim, settings.askAfterMs)
    },
    async messengerFor(workspaceId) {
      const clients = await parts.clientsFor(workspaceId)
      if (!clients) return null
      const messenger = messengers.get(clients.posting) ?? createMessenger(clients.posting)
      messengers.set(clients.posting, messenger)
      return messenger
    },
  }
}

/** Does each kind of work until none of it is due, and says whether there was any. */
async function pass(desk: Desk, total: Report, stopping: () => boolean): Promise<boolean> {
  let done = await recoverLost(desk.delivery)
  for (const work of ['uncertain', 'unsent', 'redraw', 'sweep'] as const) {
    // Most beats find nothing to do: one look tells, and only then do several work.
    const first = stopping() ? undefined : await claimWork(desk.delivery, work)
    if (!first) continue
    const workers = Array.from({ length: WORKERS }, (_, index) =>
      workOff(desk, work, total, { stopping, first: index === 0 ? first : null }),
    )
    const results = await Promise.allSettled(workers)
    for (const result of results) {
      if (result.status === 'rejected') throw result.reason
      done += result.value
    }
  }
  return done > 0
}

// The claim keeps order: what must wait for something else is not handed out, however many ask.
async function workOff(
  desk: Desk,
  work: keyof typeof WORK,
  total: Report,
  { stopping, first }: { stopping: () => boolean; first: Claim | null },
): Promise<number> {
  let done = 0
  for (let claim = first ?? (await next()); claim; claim = await next()) {
    count(total, await WORK[work](desk, claim))
    done += 1
  }
  return done

  async function next(): Promise<Claim | undefined> {
    return stopping() ? undefined : claimWork(desk.delivery, work)
  }
}

function count(total: Report, done: Done): void {
  if (done !== 'other') total[done] += 1
}
