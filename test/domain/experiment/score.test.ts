import { describe, expect, it } from 'vitest'
import { SCORE_MODELS } from '../../../src/domain/experiment/experiment.ts'
import { formulaInWords, SCORE_INPUTS, scoreOf, summarise } from '../../../src/domain/experiment/score.ts'

describe('a score', () => {
  it.each([
    ['ice', { impact: 8, confidence: 6, ease: 7 }, 7],
    ['pie', { potential: 9, importance: 3, ease: 6 }, 6],
    ['rice', { reach: 8, impact: 5, confidence: 6, effort: 4 }, 60],
  ] as const)('by %s is what its formula says', (model, inputs, score) => {
    expect(scoreOf(model, inputs)).toBe(score)
  })

  it('takes nothing but 1 to 10, and all of it', () => {
    expect(() => scoreOf('ice', { impact: 8, confidence: 6 })).toThrow('ease')
    expect(() => scoreOf('ice', { impact: 11, confidence: 6, ease: 1 })).toThrow('impact')
    expect(() => scoreOf('rice', { reach: 8, impact: 5, confidence: 6, effort: 0 })).toThrow('effort')
  })

  it.each(SCORE_MODELS)('shows a formula of %s that names every input', (model) => {
    for (const { key } of SCORE_INPUTS[model]) expect(formulaInWords(model)).toContain(key)
  })
})

describe('a team that scores', () => {
  it('shows how far it lies apart, not only its mean', () => {
    const summary = summarise([
      { userId: 'U1', score: 9 },
      { userId: 'U2', score: 3 },
      { userId: 'U3', score: 6 },
    ])
    expect(summary).toMatchObject({ mean: 6, low: 3, high: 9, count: 3 })
    expect(summary?.byUser.get('U2')).toBe(3)
  })

  it('counts each member once, by what they said last, and is silent where nobody scored', () => {
    const twice = [
      { userId: 'U1', score: 9 },
      { userId: 'U1', score: 5 },
    ]
    expect(summarise(twice)).toMatchObject({ mean: 5, count: 1 })
    expect(summarise([])).toBeNull()
  })
})
