import { describe, expect, it } from 'vitest'
import type { Guardrail } from '../../../src/domain/guardrail/guardrail.ts'
import { rehearse } from '../../../src/domain/guardrail/rehearsal.ts'
import type { Team } from '../../../src/domain/team.ts'
import { localDay, localTime } from '../../../src/domain/week.ts'
import { ceiling, series } from './guardrails.ts'

// From Monday 2 November on; the numbers of a day come in at nine on the next morning, and nobody touches an alert.
const FROM = '2026-11-02'
const ZONE = 'Europe/Berlin'
const channels = [{ id: 'cha_1', name: 'Paid search', ownerUserId: 'U0SAM', delegateUserId: 'U0LEO' }]
const team = { zone: ZONE, leadUserId: 'U0MARA', channels, absences: [] } as unknown as Team
const isWorkday = (day: string) => ![0, 6].includes(new Date(day).getUTCDay())
const search = { level: 'channel', channelId: 'cha_1' } as const

/** Lives through days with so many customers for €10,000 each; below 100 is a breach of the ceiling. */
function lived(won: readonly number[], ...rules: Partial<Guardrail>[]): string[] {
  const guardrails = rules.map((rule, at) =>
    ceiling({ id: `grd_${at}`, number: at + 1, ownerUserId: 'U0SAM', fireAfter: 1, resolveAfter: 1, ...rule }),
  )
  const numbers = series(
    FROM,
    won.map((each) => ({ spend: 10_000, won: each })),
  )
  const input = { seriesOf: () => numbers, channelOf: () => null, tracking: [], team, isWorkday }
  const to = `2026-11-${String(won.length + 1).padStart(2, '0')}`
  return rehearse(guardrails, input, { from: FROM, to }).map(({ at, guardrail, what, detail, under }) => {
    const whom = typeof detail.to === 'string' ? ` ${detail.to}` : ''
    const where = under === null ? '' : ` under G-${under.number}`
    return `${localDay(at, ZONE).slice(8)} ${localTime(at, ZONE)} G-${guardrail.number} ${what}${whom}${where}`
  })
}

describe('days that nobody answered', () => {
  it('name what broke, whom the clock asks on days of work, and its end', () => {
    expect(lived([120, 80, 80, 80, 80, 80, 80, 120], {})).toEqual([
      '04 09:00 G-1 fired',
      '04 13:00 G-1 escalated U0MARA',
      '05 13:00 G-1 reminder U0SAM',
      '06 13:00 G-1 reminder U0SAM',
      '09 09:00 G-1 reminder U0SAM',
      '10 09:00 G-1 resolved',
    ])
  })

  it('say nothing in quiet hours', () => {
    const quiet = { from: '08:00', to: '12:00' }
    expect(lived([120, 80, 120], { quiet })).toEqual([
      '04 12:00 G-1 fired',
      '04 13:00 G-1 escalated U0MARA',
      '05 12:00 G-1 resolved',
    ])
  })

  it('tell together what breaks together, and the channel under its team', () => {
    const alike = { remindHours: 99 }
    expect(lived([120, 80], { ...alike, scope: search }, alike).filter((said) => said.includes('fired'))).toEqual([
      '04 09:00 G-2 fired',
      '04 09:00 G-1 fired under G-2',
    ])
  })

  it('ask nobody while nothing can be judged', () => {
    const off = series(FROM, [{ spend: 10_000, won: 80 }, ...Array.from({ length: 3 }, () => ({ spend: 0, won: 0 }))])
    const input = { seriesOf: () => off, channelOf: () => null, tracking: [], team, isWorkday }
    const said = rehearse([ceiling({ fireAfter: 1, quiet: null })], input, { from: FROM, to: '2026-11-05' })
    expect(said.map(({ what }) => what)).toEqual(['fired', 'no data'])
  })
})
