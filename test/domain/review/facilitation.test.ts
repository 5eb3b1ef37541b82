import { describe, expect, it } from 'vitest'
import { lacksInWords } from '../../../src/domain/review/closing.ts'
import { facilitatorOf } from '../../../src/domain/review/facilitation.ts'

describe('who leads a review', () => {
  it('is each in turn, week by week, also across the end of a year', () => {
    const weeks = ['2026-W51', '2026-W52', '2026-W53', '2027-W01', '2027-W02']
    const turns = weeks.map((week) => facilitatorOf(['U0A', 'U0B', 'U0C'], week, 'U0MARA'))
    const [first] = turns
    expect(new Set(turns.slice(0, 3)).size).toBe(3)
    expect(turns[3]).toBe(first)
    expect(turns[4]).toBe(turns[1])
  })

  it('is the next in turn who is there, and the lead where none of them is', () => {
    const there =
      (...ids: string[]) =>
      (id: string) =>
        ids.includes(id)
    const three = ['U0A', 'U0B', 'U0C']
    const turn = facilitatorOf(three, '2026-W47', 'U0MARA') ?? ''
    const after = three[(three.indexOf(turn) + 1) % 3] ?? ''
    const last = three[(three.indexOf(turn) + 2) % 3] ?? ''

    expect(facilitatorOf(three, '2026-W47', 'U0MARA', there(after, last))).toBe(after)
    expect(facilitatorOf(three, '2026-W47', 'U0MARA', there(last))).toBe(last)
    expect(facilitatorOf(three, '2026-W47', 'U0MARA', there())).toBe('U0MARA')
  })

  it('is the lead where nobody takes turns, and nobody where there is no lead', () => {
    expect(facilitatorOf([], '2026-W47', 'U0MARA')).toBe('U0MARA')
    expect(facilitatorOf([], '2026-W47', null)).toBeNull()
  })
})

describe('what a review lacks', () => {
  it.each([
    [[], ''],
    [[{ kind: 'narrative' as const, name: 'Paid social' }], 'not heard yet: Paid social'],
    [[{ kind: 'decision' as const, name: 'G-4 CAC ceiling' }], 'no decision yet about G-4 CAC ceiling'],
    [
      [
        { kind: 'decision' as const, name: 'G-4 CAC ceiling' },
        { kind: 'narrative' as const, name: 'Partners' },
        { kind: 'narrative' as const, name: 'Content' },
      ],
      'not heard yet: Partners, Content; no decision yet about G-4 CAC ceiling',
    ],
  ])('%j reads "%s"', (lacks, words) => {
    expect(lacksInWords(lacks)).toBe(words)
  })
})
