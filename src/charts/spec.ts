import type { Unit } from '../lib/format.ts'

/** One small picture below a weekly trend: a channel's own weeks against its own limit. */
export type ChannelTrend = {
  name: string
  /** One value per week of the chart; null where there is none. */
  values: (number | null)[]
  /** The most it may be, or null without a limit. */
  high: number | null
  /** A few words on its state; '' lets the picture say whether it is above its limit. */
  note: string
}

/** One metric over the weeks, against its target band, with the channels as small multiples. */
export type WeeklyTrend = {
  kind: 'weekly-trend'
  title: string
  subtitle: string
  /** What is drawn, as it reads inside a sentence: "CAC", "Cost per lead". */
  metric: string
  unit: Unit
  /** ISO 4217; used by money only. */
  currency: string
  /** Labels of the weeks, oldest first, such as "16 Nov". */
  weeks: string[]
  /** One value per week; null where there is none, drawn as a gap. */
  values: (number | null)[]
  band: { low: number | null; high: number | null } | null
  /** How the band is named beside it, such as "target ≤ €1,400"; null lets the picture name it. */
  target: string | null
  /** True while the last week's number may still change. */
  isProvisional: boolean
  channels: ChannelTrend[]
}

/** One row of a bar chart; its tone is drawn as a colour and said in words. */
export type BarRow = {
  name: string
  value: number | null
  /** The value it is compared with, drawn as a mark on the bar; leave it out where nothing is compared. */
  previous?: number | null
  tone: 'good' | 'bad' | 'neutral'
  /** The tone in words, such as "above target"; without it the picture says "good" or "look here". */
  note?: string
}

/** Horizontal bars, one per channel. */
export type Bars = {
  kind: 'bars'
  title: string
  subtitle: string
  metric: string
  unit: Unit
  currency: string
  /** What `previous` is, such as "last week". */
  previousLabel?: string
  rows: BarRow[]
}

/** One bar of a waterfall: a total it begins or ends with, a named part, or part of the rest. */
export type WaterfallBar = {
  label: string
  /** A total's own value; what a part adds, or takes where it is below 0. */
  value: number
  kind: 'total' | 'part' | 'rest'
  /** The value as it is written beside the bar, such as "+€85". */
  words: string
  /** A few words below the label, such as "within noise"; '' for none. */
  note: string
}

/** How a number of one period became that of the next: bars from one total to the other. */
export type Waterfall = {
  kind: 'waterfall'
  title: string
  subtitle: string
  metric: string
  unit: Unit
  currency: string
  bars: WaterfallBar[]
}

/** Everything a picture needs, as plain data that may cross to another thread. */
export type ChartSpec = WeeklyTrend | Bars | Waterfall
