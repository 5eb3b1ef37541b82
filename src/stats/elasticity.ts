/** One period of spend and what came of it. */
export type SpendPoint = { spend: number; results: number }

/** The fit of results = factor · spend^exponent, with the standard error of the exponent and the spread of the spend (max/min). */
export type Elasticity = { exponent: number; se: number; factor: number; points: number; spread: number }

/**
 * Least squares of ln results on ln spend. Points without spend or results have no logarithm and are left out. Null with fewer
 * than three points, or where the spend never moved.
 */
export function fitElasticity(points: readonly SpendPoint[]): Elasticity | null {
  const used = points.filter(({ spend, results }) => spend > 0 && results > 0)
  const count = used.length
  if (count < 3) return null
  const x = used.map(({ spend }) => Math.log(spend))
  const y = used.map(({ results }) => Math.log(results))
  const meanX = mean(x)
  const meanY = mean(y)
  const spreadX = sum(x.map((each) => (each - meanX) ** 2))
  if (!(spreadX > 1e-12)) return null
  const exponent = sum(x.map((each, index) => (each - meanX) * ((y[index] ?? 0) - meanY))) / spreadX
  const level = meanY - exponent * meanX
  const left = sum(x.map((each, index) => ((y[index] ?? 0) - level - exponent * each) ** 2))
  return {
    exponent,
    se: Math.sqrt(left / (count - 2) / spreadX),
    factor: Math.exp(level),
    points: count,
    spread: Math.exp(Math.max(...x) - Math.min(...x)),
  }
}

/** What the next result costs where the mean one costs `cost`: cost / exponent; Infinity where more spend brings nothing more. */
export function marginalCost(cost: number, exponent: number): number {
  return exponent > 0 ? cost / exponent : Number.POSITIVE_INFINITY
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length
}
