import { formatChange, formatCount, formatPercent } from '../../lib/format.ts'
import type { GuardrailReading, ReadingResult } from './reading.ts'
import type { DecisionRule } from './rule.ts'

// How sure a number is, in words: nobody has to know what a p is to read them, and none of them says "significant".

/** A lift with its interval, of a metric where it is named: `+11.8 % CVR (3.8 % to 19.8 %)`. */
export function liftInWords({ lift, low, high }: { lift: number; low: number; high: number }, of = ''): string {
  const bound = (value: number) => formatPercent(value, { digits: 1 })
  return `${formatChange(lift, { digits: 1 })} ${of === '' ? '' : `${of} `}(${bound(low)} to ${bound(high)})`
}

/** A p as it is written: `p .004`, `p < .001`; never rounded onto the bound it is held against. */
export function pInWords(p: number, alpha = 0.05): string {
  if (p < 0.001) return 'p < .001'
  const digits = [p < 0.1 ? 3 : 2, 4, 5, 6].find((each) => p === alpha || Number(p.toFixed(each)) !== alpha) ?? 6
  return `p ${p.toFixed(digits).replace(/^0/, '')}`
}

/** How often chance alone would do what has a p: `62 of 1,000 such tests`, and nothing below one in a million. */
export function oddsInWords(p: number): string {
  if (p < 1e-6) return 'fewer than 1 of a million such tests'
  const many = Number((1 / p).toPrecision(2))
  return p < 0.001 ? `1 of ${formatCount(many)} such tests` : `${Math.round(p * 1000)} of 1,000 such tests`
}

/** A chance in words, never certain: `63 % likely`, `more than 99.9 % likely`. */
export function chanceInWords(chance: number): string {
  if (chance < 0.001) return 'less than 0.1 % likely'
  return chance > 0.999
    ? 'more than 99.9 % likely'
    : `${formatPercent(chance, { digits: chance < 0.1 || chance > 0.9 ? 1 : 0 })} likely`
}

/** A guardrail in one arm: holds, broken, or UNKNOWN and why. */
export function guardrailReadingInWords({ name, state, why, lift, chanceBeyond, margin }: GuardrailReading): string {
  if (why === 'no data') return `${name}: UNKNOWN, no data. What is unknown never ships.`
  if (lift === null || chanceBeyond === null) return `${name}: UNKNOWN, too few events to compare.`
  const measured = formatChange(lift, { digits: 1 })
  const beyond = `${chanceInWords(chanceBeyond)} to be worse by more than ${formatPercent(margin, { digits: 0 })}`
  const word = { holds: 'holds', broken: 'broken', unknown: 'UNKNOWN, no call yet' }[state]
  return `${name}: ${word} (${measured}, ${beyond}).`
}

/** All guardrails of an arm in a few words: `guardrails hold`, `SQL rate broken`, `SQL rate UNKNOWN`. */
export function guardrailsInWords(guardrails: readonly GuardrailReading[]): string {
  if (guardrails.length === 0) return 'no guardrail set'
  const names = (state: GuardrailReading['state']) =>
    listOf(guardrails.filter((each) => each.state === state).map(({ name }) => name))
  if (names('broken') !== '') return `${names('broken')} broken`
  return names('unknown') === '' ? 'guardrails hold' : `${names('unknown')} UNKNOWN`
}

/** Names as one says them: `SQL rate, CPL and CAC`. */
export function listOf(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

/** A sample that comes this close to the planned one needs no word about it. */
const ENOUGH = 0.8

/** Why a verdict may be said on fewer units than were planned. */
export function enoughInWords({ recommendation, progress }: ReadingResult, rule: DecisionRule): string[] {
  const { phase, stopped, sample } = progress
  if (recommendation.kind !== 'verdict' || phase === 'open') return []
  if (phase === 'early' || stopped) {
    return [`It speaks before the planned end because this is beyond doubt (${doubtInWords(rule)}).`]
  }
  return sample !== null && sample < ENOUGH
    ? ['Fewer units came than planned: small effects are missed that way, but what is found counts by the same rule.']
    : []
}

/** What a rule asks for before the planned end. */
export function doubtInWords({ method, early }: DecisionRule): string {
  return method === 'bayes' ? `a chance of ${formatPercent(1 - early / 2, { digits: 2 })}` : pInWords(early / 2)
}
