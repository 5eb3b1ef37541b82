import { formatCount } from '../../lib/format.ts'
import { levelInWords, topicsInWords } from '../creative/creative-words.ts'
import { type AdReading, isOnlyOld, isTired } from '../creative/fatigue.ts'
import { qaInWords } from '../tracking/qa-finding.ts'
import { type ChannelTracking, judgeLeads, type TrackingFacts } from '../tracking/tracking-report.ts'
import { lintValues } from '../utm/utm-lint.ts'
import type { KnownUtm } from '../utm/utm-value.ts'
import { dayInWords } from '../week.ts'
import { type ControlLine, type ControlState, stateOfFinding } from './control.ts'
import {
  alikeInWords,
  alikeTargeting,
  type Claims,
  judgeClaims,
  judgeOverlap,
  type OverlapMeasure,
  type Targeting,
} from './overlap.ts'
import { type Saturation, saturationInWords } from './saturation.ts'
import { type ExpansionFacts, judgeExpansion, judgeScaling, type ScalingFacts } from './scaling.ts'

/** One channel as its controls see it. */
export type ControlledChannel = {
  id: string
  name: string
  tracking: ChannelTracking
  saturation: Saturation
  scaling: Omit<ScalingFacts, 'tracking' | 'saturation'>
}

/** An overlap that somebody measured, and on which day. */
export type MeasuredOverlap = { measure: OverlapMeasure; day: string; isOld: boolean }

/** All that the controls of a team are judged by. */
export type ControlFacts = {
  currency: string
  /** What the team's primary result is called, one of them. */
  result: string
  channels: readonly ControlledChannel[]
  quality: TrackingFacts['quality']
  origins: readonly { source: string; medium: string; leads: number }[]
  known: KnownUtm
  claims: Claims
  targeting: readonly Targeting[]
  measured: readonly MeasuredOverlap[]
  ads: readonly (AdReading & { channelName: string })[]
  expansion: ExpansionFacts
}

const MOST = 4

/** Every control of a team as it stands now, with its evidence. */
export function judgeControls(facts: ControlFacts): ControlLine[] {
  return [
    ...facts.channels.flatMap(trackingLines),
    ...linkLines(facts),
    ...facts.channels.map((channel) => roomLine(channel, facts)),
    ...overlapLines(facts),
    ...creativeLines(facts),
    expansionLine(facts),
  ]
}

function trackingLines({ id, name, tracking }: ControlledChannel): ControlLine[] {
  const line = (state: ControlState, sentence: string): ControlLine => ({
    control: 'tracking',
    state,
    channelId: id,
    about: name,
    sentence,
  })
  if (tracking.findings.length > 0)
    return tracking.findings.map((finding) => line(stateOfFinding(finding), qaInWords(finding)))
  if (!tracking.hasNumbers) return [line('unknown', 'It has reported no numbers in four weeks.')]
  return tracking.hasConversions
    ? [line('ok', 'clean')]
    : [line('unknown', 'It has reported no conversions in four weeks.')]
}

function linkLines({ quality, origins, known }: ControlFacts): ControlLine[] {
  const line = (state: ControlState, sentence: string): ControlLine => ({
    control: 'links',
    state,
    channelId: null,
    about: '',
    sentence,
  })
  const leads = judgeLeads({ quality }).map((finding) => line(stateOfFinding(finding), qaInWords(finding)))
  const linted = origins.flatMap(({ source, medium, leads: count }) =>
    lintValues({ source, medium, campaign: '' }, without(known, { source, medium })).map(({ level, sentence, fix }) =>
      line(level === 'error' ? 'act' : 'watch', `${sentence} ${formatCount(count)} leads came so. Write ${fix}.`),
    ),
  )
  const found = [...leads, ...linted.slice(0, MOST)]
  if (found.length > 0) return found
  return quality.leads > 0 ? [line('ok', 'The leads of the last 28 days say where they came from.')] : []
}

/** A value is held against the others, and the rarer way of writing it is the wrong one. */
function without(
  { sources, mediums, campaigns }: KnownUtm,
  { source, medium }: { source: string; medium: string },
): KnownUtm {
  const before = (values: readonly string[], own: string) =>
    values.includes(own) ? values.slice(0, values.indexOf(own)) : values
  return { sources: before(sources, source), mediums: before(mediums, medium), campaigns }
}

function roomLine({ id, name, saturation, scaling, tracking }: ControlledChannel, facts: ControlFacts): ControlLine {
  const isRed = tracking.findings.some(({ level }) => level === 'error')
  const next = judgeScaling(
    { ...scaling, tracking: isRed ? 'red' : 'green', saturation: saturation.state },
    facts.currency,
  )
  const sentence = `${next.sentence} ${saturationInWords(saturation, facts.result, facts.currency)}`
  const isDear = scaling.judgement.call === 'above target' && STATES[saturation.state] !== 'act'
  const state = next.move === 'roll back' ? 'act' : isDear ? 'watch' : STATES[saturation.state]
  return { control: 'saturation', state, channelId: id, about: name, sentence }
}

/** A curve that nobody can tell is no reason to worry, and no reason to say that all is well. */
const STATES = { room: 'ok', diminishing: 'ok', saturating: 'watch', saturated: 'act', unknown: 'unknown' } as const

function overlapLines({ claims, targeting, measured }: ControlFacts): ControlLine[] {
  const line = (state: ControlState, sentence: string): ControlLine => ({
    control: 'overlap',
    state,
    channelId: null,
    about: '',
    sentence,
  })
  const claimed = judgeClaims(claims)
  const alike = alikeTargeting(targeting).slice(0, MOST)
  const lines = [
    ...measured.slice(0, MOST).map(({ measure, day, isOld }) => {
      const { state, sentence } = judgeOverlap(measure)
      const since = isOld ? ` Measured on ${dayInWords(day)}: measure it again.` : ` Measured on ${dayInWords(day)}.`
      return line(isOld ? 'unknown' : state, `${sentence}${since}`)
    }),
    ...(claimed ? [line(claimed.state, claimed.sentence)] : []),
    ...alike.map((pair) => line('watch', alikeInWords(pair))),
  ]
  return lines.length > 0
    ? lines
    : [line('unknown', 'Nobody has measured an overlap yet: give the sizes that your platform shows.')]
}

function creativeLines({ ads, currency }: ControlFacts): ControlLine[] {
  if (ads.length === 0) return []
  const tired = ads.filter(isTired).slice(0, MOST)
  // An ad that is only old and holds is nothing to watch.
  const watched = ads.filter((ad) => ad.level === 'watch' && !isOnlyOld(ad)).slice(0, MOST)
  const line = (state: ControlState, sentence: string, ad?: (typeof ads)[number]): ControlLine => ({
    control: 'creatives',
    state,
    channelId: ad?.channelId ?? null,
    about: ad?.channelName ?? '',
    sentence,
  })
  const lines = [
    ...topicsInWords(tired, [], currency).map(({ state, shown, ad }, at) =>
      line('act', `${ad.name} is ${state.toLowerCase()}: ${shown}`, tired[at]),
    ),
    ...watched.map((ad) => line('watch', `${ad.name} is ${levelInWords(ad)}.`, ad)),
  ]
  return lines.length > 0 ? lines : [line('ok', `None of ${ads.length} ads is tired.`)]
}

function expansionLine({ expansion, currency }: ControlFacts): ControlLine {
  const { conditions, killRule } = judgeExpansion(expansion, currency)
  const met = conditions.filter((condition) => condition.met === true).length
  const lacking = conditions.filter((condition) => condition.met === false).map(({ sentence }) => sentence)
  const unknown = conditions.filter((condition) => condition.met === null).map(({ sentence }) => sentence)
  const parts = [
    `${met} of ${conditions.length} conditions for a new channel hold.`,
    ...(lacking.length > 0 ? [`Not yet: ${lacking.join('; ')}.`] : []),
    ...(unknown.length > 0 ? [`Not known: ${unknown.join('; ')}.`] : []),
    ...(lacking.length === 0 ? [killRule] : []),
  ]
  return {
    control: 'expansion',
    state: lacking.length === 0 && unknown.length === 0 ? 'ok' : 'unknown',
    channelId: null,
    about: '',
    sentence: parts.join(' '),
  }
}
