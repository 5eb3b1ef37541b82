import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { announcementKey } from '../../../src/flows/delivery/announce.ts'
import {
  findPost,
  insertAnnouncements,
  type NewAnnouncement,
  requestRedraw,
} from '../../../src/store/delivery/announcements.ts'
import { claimUnsent } from '../../../src/store/delivery/post-claims.ts'
import { markBlocked, markPending, markSent } from '../../../src/store/delivery/post-receipts.ts'
import { transaction } from '../../../src/store/transaction.ts'
import { createTestDatabase } from '../../support/database.ts'

let db: Awaited<ReturnType<typeof createTestDatabase>>
beforeAll(async () => {
  db = await createTestDatabase()
})
beforeEach(() => db.prisma.announcement.deleteMany())
afterAll(() => db.close())

const RULE = { leaseMs: 30_000, conversationCodes: ['not_in_channel'], workspaceCodes: ['invalid_auth'] }
const keyOf = (subject: string) => announcementKey('team1', { kind: 'x', subject })

function row(subject: string, more: Partial<NewAnnouncement> = {}): NewAnnouncement {
  return {
    workspaceId: 'W1',
    id: `ann_${more.workspaceId ?? 'W1'}_${subject}`,
    key: keyOf(subject),
    teamId: 'team1',
    conversationId: 'C1',
    parentKey: null,
    kind: 'x',
    subject,
    part: '',
    createdAt: new Date('2026-11-23T08:00:00Z'),
    ...more,
  }
}

const insert = (...rows: NewAnnouncement[]) => transaction(db, (tx) => insertAnnouncements(tx, rows))
const claim = () => claimUnsent(db, RULE)

describe('announcements', () => {
  it('are kept once by their key, even when several flows write them at the same time', async () => {
    const counts = await Promise.all([1, 2, 3, 4].map((at) => insert(row('a', { id: `ann_${at}` }))))
    expect(counts.filter((count) => count === 1)).toHaveLength(1)
    expect(await db.prisma.announcement.count()).toBe(1)
  })

  it('are not written when the flow fails', async () => {
    const failing = transaction(db, async (tx) => {
      await insertAnnouncements(tx, [row('a')])
      throw new Error('the flow failed')
    })
    await expect(failing).rejects.toThrow('the flow failed')
    expect(await db.prisma.announcement.count()).toBe(0)
  })

  it('know the thread they belong to, whether its header was written just now or long ago', async () => {
    await insert(row('header'), row('first', { parentKey: keyOf('header') }))
    await insert(row('second', { parentKey: keyOf('header') }))
    const rows = await db.prisma.announcement.findMany({ orderBy: { position: 'asc' } })
    expect(rows.map(({ parentId }) => parentId)).toEqual([null, 'ann_W1_header', 'ann_W1_header'])
    await expect(insert(row('third', { parentKey: keyOf('nothing') }))).rejects.toThrow()
  })

  it('of different workspaces do not see each other', async () => {
    await insert(row('a'), row('a', { workspaceId: 'W2' }))
    await transaction(db, (tx) => requestRedraw(tx, { workspaceId: 'W2', teamId: 'team1', subject: 'a' }))
    const revisions = await db.prisma.announcement.findMany({ orderBy: { workspaceId: 'asc' } })
    expect(revisions.map(({ revision }) => revision)).toEqual([1, 2])
    expect(await findPost(db.prisma, { workspaceId: 'W3', id: 'team1' }, { kind: 'x', subject: 'a' })).toBeNull()
  })

  it('are redrawn by subject, kind or part', async () => {
    await insert(row('a'), row('b', { subject: 'a', kind: 'y' }), row('c', { subject: 'a', part: 'p' }))
    const team = { workspaceId: 'W1', teamId: 'team1', subject: 'a' }
    const redraw = (more: object) => transaction(db, (tx) => requestRedraw(tx, { ...team, ...more }))
    expect([await redraw({}), await redraw({ kind: 'y' }), await redraw({ part: 'p' })]).toEqual([3, 1, 1])
  })
})

describe('claiming what is to be posted', () => {
  it('gives each announcement to one claimer, however many ask at the same time', async () => {
    await insert(...Array.from({ length: 6 }, (_, at) => row(`a${at}`, { conversationId: `C${at}` })))
    const claims = await Promise.all(Array.from({ length: 12 }, claim))
    const ids = claims.flatMap((one) => (one ? [one.id] : []))
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.length + (await drain()).length).toBe(6)
  })

  it('gives one at a time in a conversation, in the order written, however many ask', async () => {
    await insert(row('a'), row('b'))
    const claims = await Promise.all([claim(), claim(), claim()])
    const [first, ...others] = claims.filter((one) => one !== undefined)
    expect(first?.subject).toBe('a')
    expect(others).toEqual([])
    await markSent(db, first!, { ts: '1.0', sweepMs: null })
    expect((await claim())?.subject).toBe('b')
  })

  it('waits for the ts of the header before it gives out a reply', async () => {
    await insert(row('header'), row('reply', { parentKey: keyOf('header') }))
    const header = await claim()
    expect(await claim()).toBeUndefined()
    await markSent(db, header!, { ts: '1.0', sweepMs: null })
    expect(await claim()).toMatchObject({ subject: 'reply', parent: { state: 'sent', ts: '1.0' } })
  })

  it('believes only the latest claimer', async () => {
    await insert(row('a'))
    const first = await claim()
    await markPending(db, first!, { waitMs: 0, counts: true, error: null })
    const second = await claim()
    expect(second!.fence).toBe(first!.fence + 1)
    expect(await markSent(db, first!, { ts: '1.0', sweepMs: null })).toBe(false)
    expect(await markSent(db, second!, { ts: '2.0', sweepMs: null })).toBe(true)
  })

  it('lets one of several tell the owner, when they are refused at the same moment', async () => {
    await insert(row('a'), row('b', { conversationId: 'C2' }), row('c', { conversationId: 'C3' }))
    const claims = await drain()
    await db.prisma.announcement.updateMany({ data: { conversationId: 'C1' } })
    const blocked = { code: 'not_in_channel', retryMs: 1_000, conversationId: 'C1' }
    const marks = await Promise.all(claims.map((one) => markBlocked(db, one, blocked)))
    expect(marks.filter((mark) => mark.won)).toHaveLength(3)
    expect(marks.filter((mark) => mark.tell)).toHaveLength(1)
  })
})

async function drain() {
  const claims = []
  for (let one = await claim(); one; one = await claim()) claims.push(one)
  return claims
}
