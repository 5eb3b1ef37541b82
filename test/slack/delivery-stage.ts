import type { Team } from '../../src/domain/team.ts'
import type { TeamContext } from '../../src/flows/context.ts'
import { type Announced, announce } from '../../src/flows/delivery/announce.ts'
import type { DeliverySettings } from '../../src/flows/delivery/deliver-announcements.ts'
import { newId } from '../../src/lib/ids.ts'
import { silentLog } from '../../src/lib/log.ts'
import type { Drawing } from '../../src/slack/announcer/desk.ts'
import { type Announcer, createAnnouncer } from '../../src/slack/announcer.ts'
import { type Clients, createClients } from '../../src/slack/clients.ts'
import type { Database } from '../../src/store/database.ts'
import type { Announcement } from '../../src/store/generated/client.ts'
import { transaction } from '../../src/store/transaction.ts'
import { type FakeSlack, startFakeSlack } from './fake-slack.ts'

/** The moment at which nothing in these tests happens: delivery goes by the database's clock alone. */
const NOW = new Date('2026-11-23T08:00:00Z')
export const CHANNEL = 'C0GROWTH'
export const LEAD = 'U0MARA'

const TEAM: Team = {
  workspaceId: 'W1',
  id: 'team1',
  key: 'growth',
  name: 'Growth',
  conversationId: CHANNEL,
  zone: 'Europe/Berlin',
  currency: 'EUR',
  reviewWeekday: 1,
  reviewTime: '09:00',
  monthlyBudget: null,
  broadcast: false,
  pausedAt: null,
  pausedBy: null,
  leadUserId: LEAD,
  dataVersion: 0,
  version: 1,
  channels: [],
  outcomes: [],
  absences: [],
  targets: [],
}

export type Stage = Awaited<ReturnType<typeof setStage>>

/** An empty stage on a database: one team, a Slack that can go wrong, and any number of announcers between them. */
export async function setStage(db: Database) {
  const slack = await startFakeSlack()
  await db.prisma.announcement.deleteMany()
  await db.prisma.workspace.deleteMany()
  await db.prisma.workspace.create({ data: { id: 'W1', name: 'Acme', createdAt: NOW } })
  const { channels: _, outcomes: __, targets: ___, absences: ____, ...own } = TEAM
  await db.prisma.team.create({ data: { ...own, plannedThrough: NOW, createdAt: NOW } })
  const clients = clientsOf(slack)
  const stage = {
    db,
    slack,
    told: [] as string[],
    drawn: [] as string[],
    /** What is drawn: the subject and part as text, unless a test draws otherwise. */
    draw: async (said: { kind: string; subject: string; part: string; revision: number }): Promise<Drawing> => {
      if (said.kind === 'picture') return picture(`${said.subject} ${said.part}`.trim())
      return { kind: 'message', text: `${said.subject} ${said.part}`.trim(), blocks: [] }
    },
    ctx(workspaceId = 'W1'): TeamContext {
      return { db, now: NOW, newId, actor: { kind: 'schedule' }, workspaceId, log: silentLog, team: TEAM }
    },
    say: (...items: Announced[]) => transaction(db, (tx) => announce(tx, stage.ctx(), items)),
    /** Makes all that was noted `ms` older, so that no test waits for a delay to pass. */
    async pass(ms: number) {
      const aged = [
        'not_before',
        'lease_until',
        'last_sent_at',
        'uncertain_since',
        'sweep_at',
        'posted_at',
        'updated_at',
      ]
      const set = aged.map((column) => `${column} = ${column} - $1 * interval '1 ms'`).join(', ')
      await db.pool.query(`update announcement set ${set}`, [ms])
    },
    rows: (): Promise<Announcement[]> => db.prisma.announcement.findMany({ orderBy: { position: 'asc' } }),
    row: (subject: string): Promise<Announcement> =>
      db.prisma.announcement.findFirstOrThrow({ where: { subject }, orderBy: { position: 'asc' } }),
    announcer(more: { db?: Database; clients?: Clients | null; settings?: Partial<DeliverySettings> } = {}): Announcer {
      return createAnnouncer({
        db: more.db ?? db,
        log: silentLog,
        now: () => NOW,
        newId,
        clientsFor: async () => (more.clients === undefined ? clients : more.clients),
        draw(said) {
          stage.drawn.push(said.subject)
          return stage.draw(said)
        },
        tellOwner: async (_workspaceId, _teamId, sentence) => {
          stage.told.push(sentence)
        },
        ...(more.settings && { settings: more.settings }),
      })
    },
    close: () => slack.close(),
  }
  return stage
}

/** Clients of the fake Slack; a post that takes longer than `postingTimeoutMs` is given up. */
export function clientsOf(slack: FakeSlack, postingTimeoutMs = 5_000): Clients {
  return createClients({ token: 'xoxb-test', slackApiUrl: slack.url, log: silentLog, postingTimeoutMs })
}

/** A drawing that is a picture. */
function picture(comment: string): Drawing {
  return { kind: 'picture', png: Buffer.from('png'), fileName: 'cac.png', alt: 'CAC rose', comment }
}
