/** The middle of some measurements. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

/** How many times the first figure is the second, pair by pair: the median with the least and the most. */
export function ratio(pairs: readonly (readonly [number, number])[]): string {
  const ratios = pairs.map(([ours, floor]) => ours / floor)
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)]
  return `${medianRatio(pairs).toFixed(2)} × (${least.toFixed(2)} to ${most.toFixed(2)})`
}

/** Milliseconds that some work takes, with what it answers. */
export async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const start = performance.now()
  const value = await work()
  return { ms: performance.now() - start, value }
}

/** Milliseconds as seconds with two decimals, or as they are below one second. */
export function spoken(ms: number): string {
  return ms >= 1000 ? `${(ms / 1000).toFixed(2)} s` : `${ms.toFixed(1)} ms`
}

/** Says that a figure is above what the project promises, and makes the run fail. */
export function atMost(what: string, figure: number, most: number): void {
  if (figure <= most) return
  console.error(`  TOO SLOW: ${what} is ${figure.toFixed(2)}, at most ${most} is promised`)
  process.exitCode = 1
}

/** How many times the first figure is the second, in the middle of some pairs. */
export function medianRatio(pairs: readonly (readonly [number, number])[]): number {
  return median(pairs.map(([ours, floor]) => ours / floor))
}
