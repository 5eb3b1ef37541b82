import type { ScoreModel } from './experiment.ts'

// How ideas are rated: each member for themselves, by a formula that is shown. The spread of a team says as much as its mean.

/** One thing that is rated from 1 to 10. */
export type ScoreInput = { key: string; label: string; hint: string }

/** What one member gave, by the keys of the model's inputs. */
export type ScoreInputs = Readonly<Record<string, number>>

/** One member's rating; `model` is the one it was given under. */
export type Score = { userId: string; model: ScoreModel; inputs: ScoreInputs; score: number }

const EASE: ScoreInput = { key: 'ease', label: 'Ease', hint: '1 = months of work · 10 = done this afternoon' }
const IMPACT: ScoreInput = { key: 'impact', label: 'Impact', hint: '1 = nobody would notice · 10 = moves the quarter' }
const CONFIDENCE: ScoreInput = {
  key: 'confidence',
  label: 'Confidence',
  hint: '1 = a hunch · 5 = seen elsewhere · 10 = seen in our own numbers',
}

/** What each model asks for, in the order of its name. */
export const SCORE_INPUTS: Readonly<Record<ScoreModel, readonly ScoreInput[]>> = {
  ice: [IMPACT, CONFIDENCE, EASE],
  pie: [
    { key: 'potential', label: 'Potential', hint: '1 = already very good · 10 = much left to gain' },
    { key: 'importance', label: 'Importance', hint: '1 = hardly any traffic or spend · 10 = most of it' },
    EASE,
  ],
  rice: [
    { key: 'reach', label: 'Reach', hint: '1 = a few people · 10 = everybody we reach' },
    IMPACT,
    CONFIDENCE,
    { key: 'effort', label: 'Effort', hint: '1 = done this afternoon · 10 = months of work' },
  ],
}

/** The score that inputs of 1 to 10 give: for ICE and PIE their mean, for RICE reach × impact × confidence / effort. */
export function scoreOf(model: ScoreModel, inputs: ScoreInputs): number {
  const given = SCORE_INPUTS[model].map(({ key }) => {
    const value = inputs[key]
    if (value === undefined || !(value >= 1 && value <= 10)) throw new RangeError(`${key} needs 1 to 10, got ${value}`)
    return value
  })
  if (model !== 'rice') return given.reduce((sum, value) => sum + value, 0) / given.length
  const [reach = 1, impact = 1, confidence = 1, effort = 1] = given
  return (reach * impact * confidence) / effort
}

/** How a model computes its score, as people would write it. */
export function formulaInWords(model: ScoreModel): string {
  switch (model) {
    case 'ice':
      return 'ICE = (impact + confidence + ease) / 3, each 1 to 10'
    case 'pie':
      return 'PIE = (potential + importance + ease) / 3, each 1 to 10'
    case 'rice':
      return 'RICE = reach × impact × confidence / effort, each 1 to 10'
  }
}

/** How a team rates an idea: the mean, how far the members lie apart, and who gave what. */
export type ScoreSummary = {
  mean: number
  low: number
  high: number
  count: number
  byUser: ReadonlyMap<string, number>
}

/** How far the ratings of a test may leave the team: its mean once it is no single person's, how far they lie apart, how many. */
export function anonymous(scores: readonly Omit<Score, 'score'>[]): {
  model: ScoreModel
  count: number
  mean: number | null
  low: number | null
  high: number | null
}[] {
  const models = [...new Set(scores.map(({ model }) => model))]
  return models.flatMap((model) => {
    const own = scores.filter((each) => each.model === model)
    const all = summarise(own.map((each) => ({ ...each, score: scoreOf(model, each.inputs) })))
    if (!all) return []
    const { count, mean, low, high } = all
    return [count > 1 ? { model, count, mean, low, high } : { model, count, mean: null, low: null, high: null }]
  })
}

/** Sums ratings of one model up, one per member (the last counts); null where nobody has rated. */
export function summarise(scores: readonly Pick<Score, 'userId' | 'score'>[]): ScoreSummary | null {
  const byUser = new Map(scores.map(({ userId, score }) => [userId, score]))
  const given = [...byUser.values()]
  if (given.length === 0) return null
  return {
    mean: given.reduce((sum, score) => sum + score, 0) / given.length,
    low: Math.min(...given),
    high: Math.max(...given),
    count: given.length,
    byUser,
  }
}
