import { describe, expect, it } from 'vitest'
import { METHODS } from '../../../src/domain/experiment/experiment.ts'
import { planSample, type SampleSpec } from '../../../src/domain/experiment/plan.ts'
import { planWords, readsInWords } from '../../../src/domain/experiment/plan-words.ts'

const LEADS = { measure: 'lead_rate', kind: 'proportion', better: 'higher', baseline: 0.042, spread: null } as const
const CPL = { measure: 'cpl', kind: 'ratio', better: 'lower', baseline: 60, spread: 40 } as const

/** +10 % on 4.2 %, 40,000 clicks a week on two arms. */
function spec(change: Partial<SampleSpec> = {}): SampleSpec {
  return { metric: LEADS, smallest: 0.1, arms: 2, weeks: 2, traffic: 40_000, method: 'fixed', ...change }
}

function words(change: Partial<SampleSpec> = {}, metric: typeof LEADS | typeof CPL = LEADS) {
  const whole = spec({ metric, ...change })
  const setting = { metric, smallest: whole.smallest, weeks: whole.weeks, currency: 'EUR' }
  return planWords(planSample(whole), setting).map((line) => line.replaceAll('\u202f', ' '))
}

describe('the sample of a test', () => {
  it('is within a few per cent of the textbook: 37,500 per arm for +10 % on 4.2 %, 147,000 for +5 %', () => {
    const plan = planSample(spec())
    // Somewhat more than the textbook, because the rule judges the relative lift; that keeps the power at 80 % in truth.
    expect(plan.perArm).toBe(39_566)
    expect(plan).toMatchObject({ weeksNeeded: 2, state: 'fits', help: [] })
    expect(plan.alternatives).toEqual([{ lift: 0.05, perArm: 150_564, weeks: 8 }])
  })

  it('shows in its weeks just the effect it was planned for', () => {
    const { perArm } = planSample(spec())
    const exact = planSample(spec({ traffic: perArm, weeks: 2 }))
    expect(exact.smallestInWindow).toBeCloseTo(0.1, 4)
  })

  it('knows a fall from a rise', () => {
    const fall = planSample(spec({ metric: { ...LEADS, better: 'lower' } }))
    expect(fall.perArm).toBeLessThan(planSample(spec()).perArm ?? 0)
    expect(fall.smallestInWindow).toBeLessThan(planSample(spec()).smallestInWindow ?? 0)
  })

  it('takes about twice as many units for a rule that may speak at any time, and fewer for 95 % one way', () => {
    const [fixed = 0, sequential = 0, bayes = 0] = METHODS.map((method) => planSample(spec({ method })).perArm ?? 0)
    expect(sequential / fixed).toBeCloseTo(1.92, 1)
    expect(bayes / fixed).toBeCloseTo(0.79, 1)
  })

  it('grows with every further arm, in each of them and in weeks', () => {
    const [two, three] = [planSample(spec()), planSample(spec({ arms: 3 }))]
    expect(three.perArm).toBeGreaterThan(two.perArm ?? 0)
    expect(three.weeksNeeded).toBe(4)
  })

  it('waits for the smallest arm', () => {
    expect(planSample(spec({ smallestShare: 0.1 })).weeksNeeded).toBe(10)
  })

  it.each<[string, Partial<SampleSpec>, string]>([
    ['fits', {}, 'fits'],
    ['takes longer than planned', { smallest: 0.05 }, 'longer'],
    ['is hopeless beyond twelve weeks', { traffic: 4_000 }, 'hopeless'],
    ['is hopeless where more than all would have to convert', { metric: { ...LEADS, baseline: 0.95 } }, 'hopeless'],
    ['is unknown without traffic', { traffic: null }, 'unknown'],
    ['is unknown without the spread of an amount', { metric: { ...CPL, spread: null } }, 'unknown'],
    ['is unknown without a baseline', { metric: { ...LEADS, baseline: 0 } }, 'unknown'],
  ])('%s', (_, change, state) => {
    expect(planSample(spec(change)).state).toBe(state)
  })
})

describe('a sample in words', () => {
  it('says what it takes and what a finer effect would', () => {
    expect(words()).toEqual([
      '39,600 per arm to see +10 % on 4.20 %; at this traffic 2 weeks.',
      '+5 % would take 151,000 per arm, 8 weeks: say if that is worth it.',
    ])
  })

  it('says what the weeks chosen could show where they are too few', () => {
    expect(words({ smallest: 0.05 })).toEqual([
      '151,000 per arm to see +5 % on 4.20 %; at this traffic 8 weeks.',
      'Longer than planned. 2 weeks would show +9.9 % or more.',
      '+10 % would take 39,600 per arm, 2 weeks.',
    ])
  })

  it('says early that a test is hopeless, and what would help', () => {
    expect(words({ smallest: 0.05, traffic: 4_000, arms: 3 }).join(' ')).toMatch(
      /Hopeless as it stands: .*a metric earlier in the funnel; more traffic; fewer arms\.$/,
    )
  })

  it('writes what is good news of a cost with a minus', () => {
    expect(words({ smallest: 0.1, traffic: 1_000, weeks: 4 }, CPL)[0]).toBe(
      '632 per arm to see −10 % on €60.00; at this traffic 2 weeks.',
    )
  })

  it('asks for what is missing', () => {
    expect(words({ traffic: null })).toEqual([
      '39,600 per arm to see +10 % on 4.20 %. How many weeks that takes needs the units a week.',
    ])
    expect(words({ metric: { ...CPL, spread: null } }, CPL)).toEqual([
      'The sample cannot be told without a baseline and the spread of one unit (its standard deviation).',
    ])
  })

  it('does not offer a finer effect that takes no longer', () => {
    expect(words({ traffic: 40_000 }).join(' ')).toContain('say if that is worth it')
    expect(words({ traffic: 4_000_000 }).join(' ')).not.toContain('worth it')
  })
})

describe('how a test will be read', () => {
  const read = (measure: string, letters: (string | null)[]) =>
    readsInWords(
      {
        arms: letters.map((matches, at) => ({ key: `${at}`, name: `Arm ${at}`, share: 0.5, matches })),
        metric: { ...LEADS, measure, name: 'Leads per click' },
      },
      ['Search [old]', 'Search [new]'],
    )

  it.each([
    ['cvr', [null, null], null],
    ['cvr', ['[old]', ''], 'I read the results by myself once every arm has its letters.'],
    ['own', ['[old]', '[new]'], 'A metric of its own is not in our numbers'],
    ['cvr', ['[old]', 'video'], 'by what has these letters in its name: campaigns, ad sets or ads.'],
    ['lead_rate', ['[OLD]', '[new]'], 'I read the results by myself every week, by the campaigns with these letters.'],
    ['lead_rate', ['[old]', 'video'], 'No campaign has "video" in its name: unless one will, type the results'],
  ])('by %s with the letters %j is said while one plans: %s', (measure, letters, said) => {
    if (said === null) expect(read(measure, letters)).toBeNull()
    else expect(read(measure, letters)).toContain(said)
  })
})
