import { counted, listed } from './words.ts'

const DAY_MS = 86_400_000
const MOST_PLATFORMS = 100
const MOST_DAYS = 20_000
/** A platform with fewer of its days than this, such as a newsletter, is not daily and has no gaps. */
const DAILY_FROM = 0.5

/** A watch over the days each platform has rows for. */
export type DayWatch = { see: (platform: string, day: string) => void; warnings: () => string[] }

/** Starts watching, for a bounded number of platforms and days; the fallback platform is spoken of as the file. */
export function createDayWatch(fallback: string): DayWatch {
  const days = new Map<string, Set<string>>()

  function see(platform: string, day: string): void {
    let mine = days.get(platform)
    if (mine === undefined) {
      if (days.size >= MOST_PLATFORMS) return
      mine = new Set()
      days.set(platform, mine)
    }
    if (mine.size < MOST_DAYS) mine.add(day)
  }

  return {
    see,
    warnings: () => [...days].flatMap(([name, mine]) => gapSentence(name === fallback ? 'The file' : name, mine)),
  }
}

function gapSentence(platform: string, days: ReadonlySet<string>): string[] {
  const sorted = [...days].map((day) => Date.parse(day) / DAY_MS).sort((a, b) => a - b)
  const first = sorted[0] ?? 0
  const span = (sorted.at(-1) ?? 0) - first + 1
  const missing = span - sorted.length
  if (missing === 0 || sorted.length < span * DAILY_FROM) return []
  const gaps = sorted.flatMap((day, at) => {
    const before = sorted[at - 1] ?? day
    return day - before > 1 ? [{ from: before + 1, to: day - 1 }] : []
  })
  const longest = gaps.toSorted((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from)
  const spoken = longest.map(({ from, to }) => (from === to ? isoDay(from) : `${isoDay(from)} to ${isoDay(to)}`))
  return [`${platform} has no rows on ${counted(missing, 'day')} of ${span} (${listed(spoken, 3)}).`]
}

function isoDay(dayNumber: number): string {
  return new Date(dayNumber * DAY_MS).toISOString().slice(0, 10)
}
