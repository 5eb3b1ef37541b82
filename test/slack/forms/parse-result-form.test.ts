import { describe, expect, it } from 'vitest'
import type { Design } from '../../../src/domain/experiment/experiment.ts'
import { Invalid } from '../../../src/lib/errors.ts'
import { hasNumbers, parseResultForm } from '../../../src/slack/forms/parse-result-form.ts'
import { DESIGN } from '../../support/tests.ts'

const MEAN: Design = { ...DESIGN, guardrails: [], metric: { ...DESIGN.metric, measure: 'own', kind: 'mean' } }
const RATIO: Design = { ...DESIGN, guardrails: [], metric: { ...DESIGN.metric, measure: 'own', kind: 'ratio' } }

/** Both arms with the same numbers of the primary metric. */
function both(sums: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    [0, 1].flatMap((arm) => Object.entries(sums).map(([name, text]) => [`n:${arm}:0:${name}`, text])),
  )
}

function faultsOf(values: Record<string, string>, design: Design): Readonly<Record<string, string>> {
  try {
    parseResultForm(values, design)
  } catch (error) {
    if (error instanceof Invalid) return error.fields
    throw error
  }
  return {}
}

describe('numbers typed into the form of a result', () => {
  it('become the numbers of each arm; a guardrail that was left empty has no data', () => {
    const typed = { ...both({ units: '1,000', events: '40' }), 'n:0:1:units': '40', 'n:0:1:events': '12' }
    expect(parseResultForm(typed, DESIGN)).toEqual([
      {
        arm: 'a',
        primary: { kind: 'proportion', units: 1000, events: 40 },
        guardrails: [{ kind: 'proportion', units: 40, events: 12 }],
      },
      { arm: 'b', primary: { kind: 'proportion', units: 1000, events: 40 }, guardrails: [null] },
    ])
    expect(hasNumbers({}, DESIGN)).toBe(false)
    expect(hasNumbers(typed, DESIGN)).toBe(true)
  })

  it('are read as sums for means and ratios', () => {
    const mean = both({ units: '4', sum: '10', sumOfSquares: '30.5' })
    expect(parseResultForm(mean, MEAN)[1]?.primary).toEqual({ kind: 'mean', units: 4, sum: 10, sumOfSquares: 30.5 })
    const ratio = both({ units: '2', top: '30', bottom: '5', topSquares: '500', bottomSquares: '13', products: '80' })
    expect(parseResultForm(ratio, RATIO)[0]?.primary).toMatchObject({ kind: 'ratio', top: 30, products: 80 })
  })

  it.each([
    ['no number at all', DESIGN, both({}), { 'n:0:0:units': 'This number is missing.' }],
    [
      'more conversions than units',
      DESIGN,
      both({ units: '10', events: '11' }),
      { 'n:1:0:events': 'There cannot be more of these than there are units.' },
    ],
    [
      'half a unit',
      DESIGN,
      both({ units: '10.5', events: '1' }),
      { 'n:0:0:units': 'This is counted, so it has to be a whole number.' },
    ],
    [
      'fewer than none',
      DESIGN,
      both({ units: '-100', events: '1' }),
      { 'n:0:0:units': 'This is counted, so it cannot be below 0.' },
    ],
    [
      'more than anybody counts',
      DESIGN,
      both({ units: '9'.repeat(30), events: '1' }),
      { 'n:0:0:units': 'Nobody counts that many. Is a digit too much?' },
    ],
    [
      'an arm without units',
      DESIGN,
      both({ units: '0', events: '0' }),
      { 'n:0:0:units': 'An arm without a single unit tells nothing.' },
    ],
    [
      'what may be two numbers',
      MEAN,
      both({ units: '10', sum: '1.400', sumOfSquares: '9999999' }),
      { 'n:0:0:sum': '"1.400" may be two numbers. Write it without a separator of thousands.' },
    ],
    [
      'squares that are too small',
      MEAN,
      both({ units: '2', sum: '10', sumOfSquares: '49' }),
      { 'n:0:0:sumOfSquares': expect.stringContaining('No units could add up to this') },
    ],
    [
      'products that are too large',
      RATIO,
      both({ units: '2', top: '30', bottom: '5', topSquares: '500', bottomSquares: '13', products: '81' }),
      { 'n:1:0:products': expect.stringContaining('No units could add up to this') },
    ],
  ])('are refused at their field: %s', (_, design, values, faults) => {
    expect(faultsOf(values, design)).toMatchObject(faults)
  })

  it('may be below 0 where they are amounts: a margin can be a loss', () => {
    const loss = both({ units: '4', sum: '-10', sumOfSquares: '30.5' })
    expect(parseResultForm(loss, MEAN)[0]?.primary).toEqual({ kind: 'mean', units: 4, sum: -10, sumOfSquares: 30.5 })
  })

  it('take 20.050 for twenty thousand where only whole numbers can be meant', () => {
    expect(parseResultForm(both({ units: '20.050', events: '870' }), DESIGN)[0]?.primary).toMatchObject({
      units: 20_050,
    })
  })
})
