import { describe, expect, it } from 'vitest'
import { changesInWords } from '../../src/domain/guardrail/change-words.ts'
import type { Team } from '../../src/domain/team.ts'
import { teamChanges } from '../../src/domain/team-changes.ts'
import { makeTeam } from '../slack/views/stage.ts'

const team = makeTeam()
const [first, second] = team.channels
if (!first || !second) throw new Error('the team of the views has two channels')
const [A, B] = [first, second]
const withRules = (id: string, rules: typeof A.rules): Team => ({
  ...team,
  channels: team.channels.map((channel) => (channel.id === id ? { ...channel, rules } : channel)),
})
const rule = (contains: string) => ({ field: 'utm_source' as const, contains })

describe('what was changed in a team', () => {
  it('is nothing where no number follows from it', () => {
    expect(teamChanges(team, { ...team, name: 'Growth EU', reviewTime: '10:00', leadUserId: 'U0SAM' }, [])).toEqual([])
  })

  it('is the rules of a channel, and what they moved from where to where', () => {
    const before = withRules(A.id, [rule('google')])
    const after = withRules(A.id, [rule('google'), rule('bing')])
    expect(teamChanges(before, after, [{ from: B.id, to: A.id, campaigns: 2 }])).toEqual([
      {
        channelId: A.id,
        said: `rules of ${A.name}: utm_source: google; utm_source: bing (before: utm_source: google)`,
      },
      { channelId: B.id, said: `2 campaigns moved from ${B.name} to ${A.name}` },
      { channelId: A.id, said: `2 campaigns moved from ${B.name} to ${A.name}` },
    ])
    expect(teamChanges(after, withRules(A.id, []), [{ from: A.id, to: '', campaigns: 1 }])).toEqual([
      {
        channelId: A.id,
        said: `rules of ${A.name}: none (before: utm_source: google; utm_source: bing)`,
      },
      { channelId: A.id, said: `1 campaign moved from ${A.name} to no channel` },
    ])
  })

  it('is what counts, whose days they are, channels that come and go, and targets', () => {
    const [outcome] = team.outcomes
    if (!outcome) throw new Error('the team of the views counts something')
    const after: Team = {
      ...team,
      zone: 'America/New_York',
      outcomes: [{ ...outcome, counts: outcome.counts === 'lead' ? 'won' : 'lead' }],
      channels: [...team.channels.slice(1), { ...A, id: 'cha_new', name: 'Partners', rules: [] }],
      monthlyBudget: 12_345,
    }
    const said = teamChanges(team, after, []).map((change) => change.said)
    expect(said.join('\n')).toMatch(/^what counts: leads in the CRM \(before: /)
    expect(said).toContain(`days are those of America/New_York (before: ${team.zone})`)
    expect(said).toContain('channel Partners added')
    expect(said).toContain(`channel ${A.name} removed`)
    expect(said.some((each) => each.includes('€12,345'))).toBe(true)
  })
})

describe('a logged change', () => {
  const changes = [
    { channelId: 'cha_1', said: 'rules of Search: a' },
    { channelId: 'cha_2', said: '1 campaign moved' },
    { channelId: 'cha_1', said: '1 campaign moved' },
    { channelId: null, said: 'what counts: leads' },
  ]
  it.each<[string, Record<string, unknown>, string | null, string[]]>([
    ['of a channel concerns that channel', { changes }, 'cha_2', ['1 campaign moved', 'what counts: leads']],
    [
      'concerns the whole team once',
      { changes },
      null,
      ['rules of Search: a', '1 campaign moved', 'what counts: leads'],
    ],
    ['of no number is none', { changes: [] }, null, []],
    ['of another channel is none', { channelId: 'cha_1', said: 'CPL ≤ €70.' }, 'cha_2', []],
    [
      'of an earlier version says what it can',
      { version: 3 },
      'cha_2',
      ['channels, rules or targets changed in /beat setup'],
    ],
  ])('%s', (_, detail, channelId, said) => {
    expect(changesInWords({ action: 'team changed', detail }, channelId, 'EUR')).toEqual(said)
  })

  it('of a budget names it', () => {
    const approved = { action: 'budget approved', detail: { budget: 5_000 } }
    expect(changesInWords(approved, null, 'EUR')).toEqual(['a budget of €5,000 approved'])
  })
})
