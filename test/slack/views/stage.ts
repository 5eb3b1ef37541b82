import { expect } from 'vitest'
import type { Launch } from '../../../src/domain/launch.ts'
import { NO_SUMS } from '../../../src/domain/metric/metric.ts'
import type { Narrative, Review } from '../../../src/domain/review/narrative.ts'
import {
  type Board,
  type Freshness,
  planBoard,
  type WeeklySums,
  weeksShown,
} from '../../../src/domain/review/review.ts'
import type { Channel, Team } from '../../../src/domain/team.ts'
import { validateBlocks, validateView } from '../../../src/slack/kit/limits.ts'

export const WEEK = '2026-W47'
export const MONDAY = new Date('2026-11-23T08:00:00Z')
export const NEXT = new Date('2026-11-30T08:00:00Z')
export const NAMES = { U0SAM: 'Sam', U0PRIYA: 'Priya', U0MARA: 'Mara' }

/** Names and texts as the worst of users would choose them. */
export const HOSTILE = {
  name: '<!channel> *bold* <https://evil.example|click> & `code` 🥁'.repeat(2),
  text: `<!here> & <@U0SAM> ${'🥁 & <x> '.repeat(330)}`.slice(0, 3_000),
}

/** The team of the stories; `changes` make it another one. */
export function makeTeam(changes: Partial<Team> = {}): Team {
  return {
    workspaceId: 'T0BEAT',
    id: 'tea_1',
    key: 'growth',
    name: 'Growth',
    conversationId: 'C0GROWTH',
    zone: 'Europe/Berlin',
    currency: 'EUR',
    reviewWeekday: 1,
    reviewTime: '09:00',
    monthlyBudget: 1_850_000,
    broadcast: false,
    pausedAt: null,
    pausedBy: null,
    leadUserId: 'U0MARA',
    dataVersion: 1,
    version: 1,
    channels: [
      makeChannel('cha_1', 'Paid search', {
        ownerUserId: 'U0PRIYA',
        rules: [{ field: 'platform', contains: 'Google Ads' }],
      }),
      makeChannel('cha_2', 'Paid social', {
        ownerUserId: 'U0SAM',
        job: 'Create demand',
        delegateUserId: 'U0LEO',
        rules: [{ field: 'campaign', contains: 'Prospecting' }],
      }),
      makeChannel('cha_3', 'Partners', {
        rules: [
          { field: 'platform', contains: 'Awin' },
          { field: 'campaign', contains: 'Partners' },
        ],
      }),
    ],
    outcomes: [
      {
        id: 'out_1',
        name: 'New customer',
        role: 'primary',
        counts: 'won',
        includes: 'First contract of a company, signed',
        excludes: 'Renewals, upgrades, test accounts',
        validation: 'The signed contract in the CRM',
      },
    ],
    targets: [
      { channelId: null, metric: 'cac', band: { low: null, high: 1400 } },
      { channelId: null, metric: 'cpl', band: { low: null, high: 60 } },
      { channelId: 'cha_1', metric: 'cac', band: { low: null, high: 1150 } },
      { channelId: 'cha_2', metric: 'cpl', band: { low: 55, high: 65 } },
    ],
    absences: [],
    ...changes,
  }
}

export function makeChannel(id: string, name: string, changes: Partial<Channel> = {}): Channel {
  const key = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
  return { id, key, name, job: 'Capture demand', ownerUserId: null, delegateUserId: null, rules: [], ...changes }
}

/** A team of many channels with names nobody would choose in earnest. */
export function hostileTeam(channels = 40): Team {
  const names = Array.from({ length: channels }, (_, index) => `${HOSTILE.name} ${index}`)
  return makeTeam({
    name: HOSTILE.name,
    channels: names.map((name, index) => makeChannel(`cha_${index}`, name, { key: `c${index}`, job: HOSTILE.name })),
    outcomes: [
      {
        ...makeTeam().outcomes[0],
        id: 'o',
        name: HOSTILE.name,
        role: 'primary',
        counts: 'won',
        includes: HOSTILE.text,
        excludes: null,
        validation: null,
      },
    ],
  })
}

/** Twelve weeks for each channel: steady, but for the last week, in which all but the first get dearer. */
export function makeBoard(team: Team, options: { behind?: boolean; numbers?: boolean } = {}): Board {
  const { behind = false, numbers = true } = options
  const freshness: Freshness = [
    { platform: 'Google Ads', lastDay: '2026-11-22' },
    { platform: 'Meta Ads', lastDay: behind ? '2026-11-20' : '2026-11-22' },
  ]
  return planBoard(team, WEEK, {
    weekly: numbers ? weeklySums(team) : [],
    freshness: numbers ? freshness : [],
    days: new Map(),
    creatives: { to: '2026-11-22', readings: [], best: [] },
  })
}

function weeklySums(team: Team): WeeklySums {
  return weeksShown(WEEK).flatMap((week, at) => {
    const isLast = at === 11
    const each = team.channels.map(({ id }, index) => {
      const dearer = isLast && index > 0
      const clicks = (dearer ? 30_000 : 36_000) + ((at * 7 + index) % 5) * 150
      const leads = Math.round(clicks * 0.041)
      const spend = (index === 0 ? 98_000 : 120_000) + (at % 4) * 900 + (dearer ? 26_000 : 0)
      const won = Math.round(leads / (index === 0 ? 14 : 17))
      const sums = { ...NO_SUMS, spend, clicks, impressions: 3_900_000 + at * 1_000, conversions: leads }
      return {
        week,
        channelId: id,
        sums: { ...sums, leads, mqls: Math.round(leads * 0.6), sqls: Math.round(leads * 0.24), won },
      }
    })
    return [...each, { week, channelId: '', sums: { ...NO_SUMS, spend: isLast ? 1_250 : 0 } }]
  })
}

export function makeReview(board: Board, changes: Partial<Review> = {}): Review {
  return {
    id: 'rev_1',
    week: WEEK,
    state: 'open',
    board,
    late: false,
    openedAt: MONDAY,
    openedBy: 'schedule',
    month: null,
    facilitatorUserId: null,
    closedAt: null,
    closedBy: null,
    decisions: [],
    focus: [],
    without: null,
    narratives: [],
    restatements: [],
    ...changes,
  }
}

export function makeNarrative(channelId: string, changes: Partial<Narrative> = {}): Narrative {
  return {
    channelId,
    happened: 'Clicks got dearer: €2.31 → €2.74.',
    because: 'CTR fell on ads older than 28 days and held on new ones.',
    next: 'Refresh two prospecting creatives by Wednesday.',
    writtenBy: 'U0SAM',
    writtenAt: MONDAY,
    editedAt: null,
    late: false,
    version: 1,
    ...changes,
  }
}

/** A launch that is planned for Monday; `changes` make it another one. */
export function makeLaunch(number: number, title: string, changes: Partial<Launch> = {}): Launch {
  const what = { offer: '20 % off', landingPage: 'https://example.com/autumn', whyNow: 'The season begins.' }
  const who = { channelId: null, ownerUserId: 'U0SAM', day: '2026-11-23', state: 'planned' as const }
  return { id: `lau_${number}`, number, title, ...what, ...who, note: null, settledOn: null, version: 1, ...changes }
}

type Message = { text: string; blocks: unknown[] }

/** Holds a message against its picture in snapshots/, which can be pasted into Slack's Block Kit Builder. */
export async function expectMessage(name: string, message: Message): Promise<void> {
  expectSound(message)
  await expectFile(name, { blocks: message.blocks })
}

/** Holds a modal or a Home against its picture in snapshots/. */
export async function expectView(name: string, view: { type: string }): Promise<void> {
  expect(validateView(view)).toEqual([])
  await expectFile(name, view)
}

/** Slack takes the message, it says something without its blocks, and nobody typed a mention or a link into it. */
export function expectSound(message: Message): void {
  expect(validateBlocks(message.blocks, 'message')).toEqual([])
  expect(message.text.trim()).not.toBe('')
  expectHarmless(message)
}

/** Nothing that a user typed has become a mention of many, or a link. Text that Slack shows as it is does not count. */
export function expectHarmless(drawn: unknown): void {
  const shown = JSON.stringify(drawn, (key, value) => (NEVER_MARKUP.includes(key) || isRaw(value) ? undefined : value))
  expect(shown).not.toMatch(/<!|<https/)
}

// What Slack reads out or gives back, and never takes for markup.
const NEVER_MARKUP = ['accessibility_label', 'value', 'private_metadata']

function isRaw(value: unknown): boolean {
  const type = (value as { type?: string } | null)?.type
  return type === 'plain_text' || type === 'raw_text' || type === 'plain_text_input'
}

async function expectFile(name: string, shown: unknown): Promise<void> {
  // As the formatter writes it: a list of a few texts stays on its line.
  const json = JSON.stringify(shown, null, 2).replaceAll(
    /\[\n\s+("[^"\n]*"(?:,\n\s+"[^"\n]*"){0,4})\n\s+\]/g,
    (_, texts: string) => `[${texts.replaceAll(/,\n\s+/g, ', ')}]`,
  )
  await expect(`${json}\n`).toMatchFileSnapshot(`snapshots/${name}.json`)
}
