import type { Fact } from '../domain/import/fact.ts'
import type { Question } from './numbers-shapes.ts'
import { thousands } from './words.ts'

const MOST_KEYS = 50_000
const FEWEST_SHARED = 20
const MOST_ALIKE = 8
const ANALYTICS = /analytics|\bga4?\b/i

/** A watch over two platforms reporting the same campaigns and days, such as Google Analytics beside Google Ads. */
export type RepeatWatch = { see: (fact: Fact) => void; finish: () => { warnings: string[]; questions: Question[] } }

type Seen = { platform: string; clicks: string | null }
type Pair = { one: string; other: string; shared: number; identical: number }

/** Starts watching; it stops taking in rows at a fixed number of keys, so that its memory has a bound. */
export function createRepeatWatch(): RepeatWatch {
  const seen = new Map<string, Seen | Seen[]>()
  const rows = new Map<string, number>()
  const pairs = new Map<string, Pair>()
  let full = false

  function see(fact: Fact): void {
    if (full) return
    if (seen.size >= MOST_KEYS) {
      full = true
      seen.clear()
      return
    }
    rows.set(fact.platform, (rows.get(fact.platform) ?? 0) + 1)
    const key = `${fact.day}|${fact.campaignName}|${fact.adGroupName}|${fact.adName}`
    const mine: Seen = { platform: fact.platform, clicks: fact.clicks }
    const before = seen.get(key)
    if (before === undefined) {
      seen.set(key, mine)
      return
    }
    const all = Array.isArray(before) ? before : [before]
    if (all.length >= MOST_ALIKE || all.some(({ platform }) => platform === fact.platform)) return
    for (const theirs of all) notePair(pairs, theirs, mine)
    seen.set(key, [...all, mine])
  }

  function finish(): { warnings: string[]; questions: Question[] } {
    const repeated = [...pairs.values()].filter((pair) => isRepeat(pair, rows))
    return {
      warnings: repeated.map((pair) => repeatSentence(pair, rows)),
      questions: repeated.map((pair) => askToLeaveOut(pair, rows)),
    }
  }

  return { see, finish }
}

function notePair(pairs: Map<string, Pair>, theirs: Seen, mine: Seen): void {
  const [one = '', other = ''] = [theirs.platform, mine.platform].sort()
  const name = JSON.stringify([one, other])
  const pair = pairs.get(name) ?? { one, other, shared: 0, identical: 0 }
  pair.shared++
  if (mine.clicks !== null && mine.clicks === theirs.clicks) pair.identical++
  pairs.set(name, pair)
}

function isRepeat(pair: Pair, rows: ReadonlyMap<string, number>): boolean {
  const fewer = Math.min(rows.get(pair.one) ?? 0, rows.get(pair.other) ?? 0)
  return pair.shared >= FEWEST_SHARED && pair.shared >= fewer / 2 && pair.identical >= pair.shared / 2
}

/** The one that only measures comes second: an ad platform reports more than an analytics tool knows of it. */
function ordered(pair: Pair): { kept: string; repeat: string } {
  return ANALYTICS.test(pair.one) ? { kept: pair.other, repeat: pair.one } : { kept: pair.one, repeat: pair.other }
}

function repeatSentence(pair: Pair, rows: ReadonlyMap<string, number>): string {
  const { kept, repeat } = ordered(pair)
  return (
    `"${repeat}" repeats "${kept}": ${thousands(pair.shared)} of the ${thousands(rows.get(kept) ?? 0)} rows of "${kept}" are there ` +
    `too, ${thousands(pair.identical)} of them with the same clicks. Adding both counts them twice.`
  )
}

function askToLeaveOut(pair: Pair, rows: ReadonlyMap<string, number>): Question {
  const { kept, repeat } = ordered(pair)
  return {
    key: 'leaveOutPlatforms',
    ask: `${repeatSentence(pair, rows)} Leave one out?`,
    options: [
      { value: repeat, label: `Leave out ${repeat}` },
      { value: kept, label: `Leave out ${kept}` },
      { value: '', label: 'Keep both' },
    ],
  }
}
