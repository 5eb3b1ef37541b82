import { describe, expect, it } from 'vitest'
import { checkQuality } from '../../../src/domain/analysis/quality.ts'
import { qualityInWords } from '../../../src/domain/analysis/quality-words.ts'
import type { Sums } from '../../../src/domain/metric/metric.ts'
import { periods } from './weeks.ts'

const usual = { leads: 4000, mqls: 1600, sqls: 640, won: 160 }
const naming = { currency: 'EUR', nameOf: (id: string) => id }

describe('the quality check', () => {
  it.each<[string, Partial<Sums>, string | null]>([
    ['says nothing when all moves together', { leads: 4800, mqls: 1920, sqls: 770, won: 190 }, null],
    ['says nothing when nothing moves', usual, null],
    [
      'finds leads that are no pipeline, and where it is lost',
      { leads: 4800, mqls: 1610, sqls: 640, won: 158 },
      'Leads rose and SQLs did not follow: 4,000 → 4,800 leads (+20\u202f%), 640 → 640 SQLs (±0\u202f%). Lost at MQLs per lead, 40.0\u202f% → 33.5\u202f%.',
    ],
    [
      'finds pipeline that fell while leads held',
      { leads: 4010, mqls: 1600, sqls: 500, won: 120 },
      'Leads held and customers fell: 4,000 → 4,010 leads (±0\u202f%), 160 → 120 customers (−25\u202f%). Lost at SQLs per MQL, 40.0\u202f% → 31.3\u202f%.',
    ],
    [
      'finds fewer leads that are as many SQLs',
      { leads: 3200, mqls: 1590, sqls: 640, won: 140 },
      'Leads fell and SQLs did not fall as far: 4,000 → 3,200 leads (−20\u202f%), 640 → 640 SQLs (±0\u202f%). Gained at MQLs per lead, 40.0\u202f% → 49.7\u202f%.',
    ],
    ['takes few customers for chance', { leads: 4000, mqls: 1600, sqls: 640, won: 140 }, null],
    ['skips a stage that is not reported', { leads: 4800, mqls: null, sqls: 768, won: 190 }, null],
    ['cannot say anything without leads', { leads: null, mqls: 10, sqls: 5, won: 1 }, null],
  ])('%s', (_, after, words) => {
    const finding = checkQuality(periods({ a: usual }, { a: after }), ['a', 'b'])
    expect(finding && qualityInWords(finding, naming)).toBe(words)
  })

  it('names the channel where it is of one', () => {
    const finding = checkQuality(periods({ a: usual }, { a: { ...usual, leads: 5600 } }), ['a'])
    expect(finding && qualityInWords(finding, naming)).toMatch(/^a: Leads rose/)
  })
})
