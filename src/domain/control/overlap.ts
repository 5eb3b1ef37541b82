import { formatCount, formatPercent } from '../../lib/format.ts'

// How many people two audiences share. Nobody has the sets themselves, so each way looks at what can be had: sizes that a platform
// shows, reach of a whole and of its parts, leads that two platforms claim, names that sound alike.

/** How much two audiences share: of each, of both together, and of the smaller one, which is what counts. */
export type Overlap = { ofA: number; ofB: number; jaccard: number; ofSmaller: number }

/** Two audiences with their sizes and how many are in both, or parts of a whole with the reach of each. */
export type OverlapMeasure =
  | { kind: 'counts'; names: [string, string]; sizes: [number, number]; both: number }
  | { kind: 'reach'; names: string[]; sizes: number[]; whole: number }

export type OverlapState = 'ok' | 'watch' | 'act'

/** Shares of the smaller audience at which an overlap is said, and at which something is to be done [default]. */
const WARN = 0.2
const ACT = 0.3

/** The overlap of two audiences from their sizes and what they share: |A∩B|/|A|, |A∩B|/|B| and |A∩B|/|A∪B|. */
export function overlapOf(sizeA: number, sizeB: number, both: number): Overlap {
  const [ofA, ofB] = [both / sizeA, both / sizeB]
  return { ofA, ofB, jaccard: both / (sizeA + sizeB - both), ofSmaller: Math.max(ofA, ofB) }
}

/** The part of the summed reach of some parts that reached somebody again: 1 − whole / Σ parts. */
export function repeatedReach(whole: number, parts: readonly number[]): number {
  return 1 - whole / parts.reduce((sum, part) => sum + part, 0)
}

/** What is wrong with the numbers of a measure, as a sentence; null where they fit together. */
export function measureFault(measure: OverlapMeasure): string | null {
  const { sizes } = measure
  if (sizes.length < 2) return 'Give at least two audiences.'
  if (sizes.some((size) => !(size > 0))) return 'Every audience needs a size above 0.'
  if (measure.kind === 'counts')
    return measure.both > Math.min(...sizes) || measure.both < 0
      ? 'More people cannot be in both than are in the smaller one.'
      : null
  const sum = sizes.reduce((total, size) => total + size, 0)
  return measure.whole > sum || measure.whole < Math.max(...sizes)
    ? 'The whole reaches at least as many as its largest part, and no more than all parts together.'
    : null
}

/** How an overlap stands, by the share of the smaller audience. */
function overlapState(share: number): OverlapState {
  if (share >= ACT) return 'act'
  return share >= WARN ? 'watch' : 'ok'
}

/** A measured overlap: how it stands, and the sentence with both directions. */
export function judgeOverlap(measure: OverlapMeasure): { state: OverlapState; share: number; sentence: string } {
  if (measure.kind === 'reach') {
    const share = shareOfParts(measure)
    const state = overlapState(share)
    const repeated = percent(repeatedReach(measure.whole, measure.sizes))
    const sentence = `${repeated} of the reach of ${listed(measure.names)} is the same people again (${formatCount(measure.whole)} reached in all).`
    return { state, share, sentence: `${sentence}${ADVICE[state]}` }
  }
  const [a, b] = measure.names
  const { ofA, ofB, jaccard, ofSmaller } = overlapOf(...measure.sizes, measure.both)
  const state = overlapState(ofSmaller)
  const sentence = `${percent(ofA)} of ${a} and ${percent(ofB)} of ${b} are the same people (${percent(jaccard)} of both together).`
  return { state, share: ofSmaller, sentence: `${sentence}${ADVICE[state]}` }
}

const ADVICE: Record<OverlapState, string> = {
  ok: '',
  watch: ' They bid against each other: watch frequency.',
  act: ' Exclude one from the other, or make them one.',
}

/** Of two parts the smaller one counts, as with counts; of more of them the part of the reach that is repeated. */
function shareOfParts({ whole, sizes }: { whole: number; sizes: readonly number[] }): number {
  const [one, other] = sizes
  if (sizes.length !== 2 || one === undefined || other === undefined) return repeatedReach(whole, sizes)
  return overlapOf(one, other, one + other - whole).ofSmaller
}

/** What each platform claims for itself, and how many leads the CRM got in all. */
export type Claims = { platforms: readonly { platform: string; conversions: number }[]; leads: number }

/** More claims than leads: that part of the leads is claimed at least twice. Null where platforms claim no more than there is. */
export function judgeClaims({
  platforms,
  leads,
}: Claims): { state: OverlapState; share: number; sentence: string } | null {
  const claiming = platforms.filter(({ conversions }) => conversions > 0)
  const claimed = claiming.reduce((sum, { conversions }) => sum + conversions, 0)
  if (claiming.length < 2 || !(leads > 0) || claimed <= leads) return null
  const share = (claimed - leads) / leads
  const names = claiming.map(({ platform }) => platform)
  return {
    state: overlapState(share),
    share,
    sentence: `${listed(names)} claim ${formatCount(Math.round(claimed))} leads where the CRM got ${formatCount(leads)}: at least ${percent(share)} are claimed twice, or are no leads.`,
  }
}

/** An ad group, or a campaign where nothing finer is reported, that runs now. */
export type Targeting = { platform: string; campaign: string; name: string; spend: number }

const ALIKE = 0.75

/** Pairs of ad groups of one platform, in two campaigns, whose names say that they target the same people; the dearest first. */
export function alikeTargeting(groups: readonly Targeting[]): { one: Targeting; other: Targeting }[] {
  const sorted = groups.filter(({ spend }) => spend > 0).toSorted((a, b) => b.spend - a.spend)
  return sorted.flatMap((one, at) =>
    sorted
      .slice(at + 1)
      .filter(
        (other) => other.platform === one.platform && other.campaign !== one.campaign && areAlike(one.name, other.name),
      )
      .map((other) => ({ one, other })),
  )
}

/** A pair of alike names as a sentence. */
export function alikeInWords({ one, other }: { one: Targeting; other: Targeting }): string {
  const place = (each: Targeting) => `“${each.name}” in ${each.campaign}`
  return `${place(one)} and ${place(other)} are called alike: ask ${one.platform} for their overlap, and give it here.`
}

/** Two names are alike where they share three quarters of their words (Dice), numbers among them. */
function areAlike(one: string, other: string): boolean {
  const [a, b] = [wordsOf(one), wordsOf(other)]
  if (a.size === 0 || b.size === 0) return false
  const shared = [...a].filter((word) => b.has(word)).length
  return (2 * shared) / (a.size + b.size) >= ALIKE
}

function wordsOf(name: string): Set<string> {
  return new Set(
    name
      .normalize('NFC')
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== ''),
  )
}

function percent(share: number): string {
  return formatPercent(share, { digits: 0 })
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
