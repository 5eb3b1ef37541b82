import { describe, expect, it } from 'vitest'
import type { Team } from '../../../src/domain/team.ts'
import type { TeamPlan } from '../../../src/flows/set-up-team.ts'
import { Invalid } from '../../../src/lib/errors.ts'
import { readTeamForm } from '../../../src/slack/forms/parse-team-form.ts'
import type { Value } from '../../../src/slack/kit/values.ts'
import { teamForm } from '../../../src/slack/views/team-form.ts'
import { hostileTeam, makeChannel, makeTeam } from '../views/stage.ts'

type Element = Record<string, { value?: string } | string | undefined>
const INITIAL = ['initial_value', 'initial_user', 'initial_time']

/** What Slack sends when a person opens the form of a team, changes these inputs and sends it. */
function sent(team: Team | null, changes: Record<string, Value> = {}): Record<string, Value> {
  const suggested = { suggestedZone: 'Europe/Berlin', suggestedOwner: 'U0MARA' }
  const view = teamForm({ conversationId: 'C0GROWTH', team, draft: null, channelRows: 5, ...suggested })
  const values: Record<string, Value> = {}
  for (const block of view.blocks) {
    if (block.type !== 'input' || !('element' in block)) continue
    const element = block.element as unknown as Element
    const text = INITIAL.map((name) => element[name]).find((each) => typeof each === 'string')
    const option = element.initial_option
    values[block.block_id ?? ''] =
      (typeof text === 'string' ? text : typeof option === 'object' ? option.value : null) ?? null
  }
  return { ...values, ...changes }
}

function read(team: Team | null, changes: Record<string, Value> = {}): TeamPlan {
  return readTeamForm(sent(team, changes), team, 'C0GROWTH')
}

function refused(team: Team | null, changes: Record<string, Value>): Readonly<Record<string, string>> {
  try {
    read(team, changes)
  } catch (error) {
    if (error instanceof Invalid) return error.fields
    throw error
  }
  throw new Error('the form was taken')
}

const brand = { name: 'Brand', currency: 'eur', outcomeName: 'Lead', outcomeCounts: 'lead' }

describe('a new team', () => {
  it('is read from what was typed', () => {
    const plan = read(null, {
      ...brand,
      monthlyBudget: '1.850.000,00 €',
      costTarget: '59.5',
      outcomeNote: 'Counts: Forms\nDoes not count: Students',
      channel_0_name: 'Paid search',
      channel_0_job: 'Capture demand',
      channel_0_owner: 'U0SAM',
      channel_0_rule: 'platform: Google; campaign: Search',
      channel_0_target: '45',
    })

    expect(plan).toEqual({
      key: 'brand',
      name: 'Brand',
      conversationId: 'C0GROWTH',
      zone: 'Europe/Berlin',
      currency: 'EUR',
      reviewWeekday: 1,
      reviewTime: '09:00',
      monthlyBudget: 1_850_000,
      broadcast: false,
      leadUserId: 'U0MARA',
      channels: [
        {
          key: 'paid-search',
          name: 'Paid search',
          job: 'Capture demand',
          ownerUserId: 'U0SAM',
          delegateUserId: null,
          rules: [
            { field: 'platform', contains: 'Google' },
            { field: 'campaign', contains: 'Search' },
          ],
        },
      ],
      outcomes: [
        { name: 'Lead', role: 'primary', counts: 'lead', includes: 'Forms', excludes: 'Students', validation: null },
      ],
      targets: [
        { channelId: null, metric: 'cpl', band: { low: null, high: 59.5 } },
        { channelId: 'paid-search', metric: 'cpl', band: { low: null, high: 45 } },
      ],
    })
  })

  it('writes a zone as its list does', () => {
    expect(read(null, { ...brand, zone: 'europe/PARIS' }).zone).toBe('Europe/Paris')
  })

  it('says all that is wrong at once', () => {
    const fields = refused(null, { ...brand, zone: 'Paris', currency: 'zzz', monthlyBudget: 'a lot' })

    expect(Object.keys(fields).sort()).toEqual(['currency', 'monthlyBudget', 'zone'])
  })

  it('says at each input what cannot be used', () => {
    const fields = refused(null, {
      ...brand,
      monthlyBudget: '1,850',
      costTarget: 'cheap',
      channel_0_name: 'TV',
      channel_0_rule: '*',
      channel_1_name: 'tv',
      channel_2_owner: 'U0SAM',
      channel_3_name: 'Radio',
      channel_3_target: '0',
    })

    expect(fields).toEqual({
      monthlyBudget: '"1,850" can be read as 1850 or as 1.85. Write it as 1850, or with two decimals.',
      costTarget: '"cheap" is no amount. Write it in digits, as in 1850000.',
      channel_0_rule: 'A rule needs letters or digits to look for, as in Google Ads.',
      channel_1_name: 'Two channels are called "tv". Give each its own name.',
      channel_2_name: 'Give this channel a name, or empty its other lines.',
      channel_3_target: 'Write an amount above 0, or leave it empty.',
    })
  })

  it('may have channels with names in any script', () => {
    const { channels } = read(null, { ...brand, channel_0_name: '検索', channel_1_name: '広告' })
    expect(channels.map(({ key, name }) => [key, name])).toEqual([
      ['channel-1', '検索'],
      ['channel-2', '広告'],
    ])
  })
})

describe('a team that is changed', () => {
  const team = makeTeam({ broadcast: true })

  it('stays what it was when the form is sent as it opened', () => {
    const plan = read(team)
    const {
      workspaceId: _,
      id: __,
      pausedAt: ___,
      pausedBy: ____,
      dataVersion: _____,
      version: ______,
      absences: _______,
      ...fields
    } = team
    const keys: Record<string, string> = { cha_1: 'paid-search', cha_2: 'paid-social' }
    const targets = team.targets.map((target) => ({
      ...target,
      channelId: target.channelId && (keys[target.channelId] ?? null),
    }))

    expect(plan).toMatchObject({
      ...fields,
      channels: team.channels.map(({ key, name, rules }) => ({ key, name, rules })),
      outcomes: [{ counts: 'won' }],
      targets: expect.any(Array),
    })
    expect(plan.targets).toHaveLength(targets.length)
    expect(plan.targets).toEqual(expect.arrayContaining(targets))
  })

  it('loses the channel whose name was emptied, with its targets', () => {
    const plan = read(team, { channel_0_name: null })
    expect(plan.channels.map(({ key }) => key)).toEqual(['paid-social', 'partners'])
    expect(plan.targets.some(({ channelId }) => channelId === 'paid-search')).toBe(false)
  })

  it('keeps the history of a channel that was renamed, with its delegate', () => {
    const [, renamed] = read(team, { channel_1_name: 'Meta' }).channels
    expect(renamed).toMatchObject({ key: 'paid-social', name: 'Meta', delegateUserId: 'U0LEO' })
  })

  it('gives a new channel a key of its own where a renamed one has it', () => {
    const before = makeTeam({ channels: [makeChannel('cha_1', 'Meta', { key: 'paid-social' })] })
    const { channels } = read(before, { channel_1_name: 'Paid social' })
    expect(channels.map(({ key, name }) => [key, name])).toEqual([
      ['paid-social', 'Meta'],
      ['paid-social-2', 'Paid social'],
    ])
  })

  it('follows channels that changed their rows', () => {
    const { channels } = read(team, { channel_0_name: 'Paid social', channel_1_name: 'Paid search' })
    expect(channels.map(({ key, name }) => [key, name])).toEqual([
      ['paid-social', 'Paid social'],
      ['paid-search', 'Paid search'],
      ['partners', 'Partners'],
    ])
  })

  it('keeps what the form cannot show: channels beyond its rows, jobs of its own, lower bounds', () => {
    const large = hostileTeam(14)
    const many = read(large)
    expect(many.channels).toHaveLength(14)
    expect(many.channels[0]?.job).toBe(large.channels[0]?.job)

    const banded = makeTeam({ targets: [{ channelId: null, metric: 'cac', band: { low: 900, high: 1400 } }] })
    const bandAfter = (typed: string | null) => read(banded, { costTarget: typed }).targets.map(({ band }) => band)
    expect(bandAfter('1300')).toEqual([{ low: 900, high: 1300 }])
    expect(bandAfter('800')).toEqual([{ low: null, high: 800 }])
    expect(bandAfter(null)).toEqual([])
  })
})
