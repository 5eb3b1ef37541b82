import { formatCount, formatMoney, formatPercent } from '../../lib/format.ts'
import { capital } from '../../lib/text.ts'
import { costInterval } from '../../stats/poisson.ts'
import { metricOf } from '../metric/metric.ts'
import { type Basis, basisInWords } from './cohort-words.ts'
import type { Driver } from './driver.ts'
import {
  contributionInWords,
  driverInWords,
  type Naming,
  stageName,
  stepName,
  stepValueInWords,
} from './driver-words.ts'
import type { ExplainedChange } from './explained-cost.ts'
import { resultOf } from './funnel.ts'
import type { Part } from './part.ts'

/** A sentence names so many drivers; the table has them all. */
const NAMED = 4

/**
 * Why a cost changed, in one plain sentence: `CAC rose 21 % to €1,517: +€308 from dearer clicks in Paid social, −€67 from more
 * leads per click; the rest is within noise.`
 */
export function changeInWords(explained: ExplainedChange, naming: Naming): string {
  const { drivers, restIs } = explained
  const change = headlineOf(explained, naming.currency)
  if (drivers.length === 0) return `${change}. ${nothingNamed(restIs)}`
  const said = drivers.slice(0, NAMED).map((driver) => reasonInWords(driver, explained, naming))
  const more = drivers.length - said.length
  const others = more > 0 ? `, and ${more} more` : ''
  return `${change}: ${said.join(', ')}${others}${restInWords(explained, naming.currency)}.`
}

/** What must be said beside the sentence before somebody acts on it, most important first; `lacks` is why the cost that was asked for is not the one explained. */
export function caveatsInWords(
  explained: ExplainedChange,
  naming: Naming,
  { lacks = '', basis = 'event' }: { lacks?: string; basis?: Basis } = {},
): string[] {
  const { cost, asked, noise, results, leftOut } = explained
  const result = stageName(resultOf(cost))
  const caveats: string[] = [howSure(explained, naming, basis)].filter((each) => each !== '')
  if (cost !== asked) {
    const missing = stageName(resultOf(asked))
    const why =
      lacks === '' ? `There are no ${missing} in one of the two periods` : `For ${metricOf(asked).label} ${lacks}`
    caveats.push(`${why}, so this explains ${label(explained)} instead.`)
  }
  if (noise === 'inside')
    caveats.push(
      `With ${formatCount(results.before)} and ${formatCount(results.after)} ${result} the change itself is within noise.`,
    )
  for (const { channelId, lacks } of leftOut)
    caveats.push(
      lacks === 'results'
        ? `${naming.nameOf(channelId)} is left out: its ${result} are not reported.`
        : `${naming.nameOf(channelId)} is left out: its spend is not reported.`,
    )
  return caveats
}

/** The basis of a cost and its 95 % ranges: `CAC €1,352-€1,708 (95 % sure), before €1,113-€1,386; customers by the day they were won.` */
function howSure({ cost, before, after, results }: ExplainedChange, { currency }: Naming, basis: Basis): string {
  const counted = basisInWords(cost, basis)
  if (counted === '') return ''
  const range = (each: number, count: number) => {
    const { low, high } = costInterval(each * count, count)
    return Number.isFinite(high)
      ? `${formatMoney(low, currency)}-${formatMoney(high, currency)}`
      : `at least ${formatMoney(low, currency)}`
  }
  return `95 % range ${range(after, results.after)}, before ${range(before, results.before)}; ${counted} (${basis} basis).`
}

/** A header, and a row for each part of the change, the largest first: what moved, what it did, whether it is noise. */
export function stepTable({ parts, after }: ExplainedChange, naming: Naming): string[][] {
  const sorted = parts.toSorted((one, other) => Math.abs(other.contribution) - Math.abs(one.contribution))
  return [
    ['Channel', 'What moved', 'From', 'To', 'Did', 'Reading'],
    ...sorted.map((part) => [
      naming.nameOf(part.channelId),
      ...partInWords(part, naming.currency),
      contributionInWords(part.contribution, after, naming.currency),
      NOISE[part.noise],
    ]),
  ]
}

const NOISE = { outside: 'outside noise', inside: 'within noise', unknown: 'too few weeks to tell' } as const

function partInWords(part: Part, currency: string): string[] {
  switch (part.kind) {
    case 'step':
      return [
        capital(stepName(part.step)),
        stepValueInWords(part.step, part.before, currency),
        stepValueInWords(part.step, part.after, currency),
      ]
    case 'mix':
      return ['Share of spend', formatPercent(part.before), formatPercent(part.after)]
    case 'unpaid':
      return ['Results without spend', formatCount(part.before), formatCount(part.after)]
  }
}

function headlineOf(explained: ExplainedChange, currency: string): string {
  const { before, after } = explained
  const percent = formatPercent(Math.abs(after / before - 1), { digits: 0 })
  const value = formatMoney(after, currency)
  if (Math.abs(after / before - 1) < 0.005) return `${label(explained)} held at ${value}`
  return `${label(explained)} ${after > before ? 'rose' : 'fell'} ${percent} to ${value}`
}

function label({ cost }: ExplainedChange): string {
  return metricOf(cost).label
}

function reasonInWords(driver: Driver, { after, channels }: ExplainedChange, naming: Naming): string {
  return `${contributionInWords(driver.contribution, after, naming.currency)} from ${driverInWords(driver, naming, channels.length)}`
}

/** A rest that is most of the change says how much it is. */
function restInWords({ before, after, rest, restIs }: ExplainedChange, currency: string): string {
  if (restIs === 'nothing') return ''
  const isMost = Math.abs(rest) >= Math.abs(after - before) / 2
  const much = isMost ? `the other ${contributionInWords(rest, after, currency)}` : 'the rest'
  switch (restIs) {
    case 'noise':
      return `; ${much} is within noise`
    case 'small':
      return `; ${much} is small or within noise`
    case 'unknown':
      return `; ${much} is within noise, or too few weeks are here to tell`
  }
}

function nothingNamed(restIs: ExplainedChange['restIs']): string {
  return restIs === 'unknown'
    ? 'Nothing can be named yet: too few weeks are here to tell prices from noise.'
    : 'Nothing behind it moved outside noise by enough to name.'
}
