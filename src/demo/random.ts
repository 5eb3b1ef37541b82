/** A stream of pseudo-random numbers that is the same for the same seed, on every machine. */
export type Random = {
  /** Evenly spread in [0, 1). */
  next: () => number
  /** A factor around 1 that rarely leaves 1 ± 2·spread. */
  factor: (spread: number) => number
  /** A waiting time with this mean: mostly short, now and then long. */
  wait: (mean: number) => number
}

/** Starts a stream; streams of different names do not disturb each other. */
export function createRandom(name: string): Random {
  let state = hash(name)
  // mulberry32: small, fast, and good enough for numbers that only have to look alive.
  function next() {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    next,
    factor: (spread) => 1 + spread * (next() + next() + next() - 1.5) * 2,
    wait: (mean) => -Math.log(1 - next()) * mean,
  }
}

/** Turns amounts into whole numbers whose running total never drifts from theirs. */
export function createRounder(): (amount: number) => number {
  let rest = 0.5
  return (amount) => {
    const whole = Math.floor(amount + rest)
    rest += amount - whole
    return whole
  }
}

function hash(text: string): number {
  let value = 2_166_136_261
  for (const letter of text) value = Math.imul(value ^ (letter.codePointAt(0) ?? 0), 16_777_619)
  return value
}
