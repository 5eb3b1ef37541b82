import { describe, expect, it } from 'vitest'
import type { ChannelRule } from '../../src/domain/team.ts'
import { outcomeNoteInWords, readOutcomeNote, readRules, rulesInWords } from '../../src/domain/team-words.ts'

describe('the rules of a channel', () => {
  it.each<[string, ChannelRule[]]>([
    ['', []],
    ['platform: Google Ads', [{ field: 'platform', contains: 'Google Ads' }]],
    ['utm_campaign: spring', [{ field: 'campaign', contains: 'spring' }]],
    ['Campaign:Prospecting', [{ field: 'campaign', contains: 'Prospecting' }]],
    [
      'Awin',
      [
        { field: 'platform', contains: 'Awin' },
        { field: 'campaign', contains: 'Awin' },
      ],
    ],
    [
      'utm_source: newsletter; UTM_medium : email; source: Trade show',
      [
        { field: 'utm_source', contains: 'newsletter' },
        { field: 'utm_medium', contains: 'email' },
        { field: 'source', contains: 'Trade show' },
      ],
    ],
    [
      'platform: Awin; campaign: Partners, DE',
      [
        { field: 'platform', contains: 'Awin' },
        { field: 'campaign', contains: 'Partners, DE' },
      ],
    ],
  ])('read %j', (text, rules) => {
    expect(readRules(text)).toEqual(rules)
    expect(readRules(rulesInWords(rules))).toEqual(rules)
  })

  it('without a letter or a digit would take every campaign, so they are refused', () => {
    for (const text of ['platform: -', '*', 'Awin; campaign:', 'utm_source:']) expect(readRules(text)).toBeNull()
  })
})

describe('what an outcome counts', () => {
  it('is written with labels, and reads back as the same', () => {
    const note = { includes: 'Signed contracts', excludes: 'Renewals\nand tests', validation: 'The CRM' }
    expect(outcomeNoteInWords(note)).toBe(
      'Counts: Signed contracts\nDoes not count: Renewals\nand tests\nChecked by: The CRM',
    )
    expect(readOutcomeNote(outcomeNoteInWords(note))).toEqual(note)
  })

  it('may be written without any label', () => {
    const nothing = { excludes: null, validation: null }
    expect(readOutcomeNote('Every signed contract')).toEqual({ ...nothing, includes: 'Every signed contract' })
    expect(readOutcomeNote(' \n')).toEqual({ ...nothing, includes: null })
  })
})
