import type { Bars, ChannelTrend, Waterfall, WeeklyTrend } from '../../src/charts/spec.ts'

const labels = [
  '7 Sep',
  '14 Sep',
  '21 Sep',
  '28 Sep',
  '5 Oct',
  '12 Oct',
  '19 Oct',
  '26 Oct',
  '2 Nov',
  '9 Nov',
  '16 Nov',
]
const cac = [1290, 1302, 1275, 1318, 1260, 1284, 1341, 1307, 1288, 1266, 1250]

/** Twelve weeks of CAC that leave the target band in the last one. */
export function cacTrend(changes: Partial<WeeklyTrend> = {}): WeeklyTrend {
  return {
    kind: 'weekly-trend',
    title: 'CAC €1,517, above target',
    subtitle: '+21 % on last week (€1,250) · week of 16 to 22 Nov · customers by the day they were won',
    metric: 'CAC',
    unit: 'money',
    currency: 'EUR',
    weeks: ['31 Aug', ...labels],
    values: [...cac, 1517],
    band: { low: null, high: 1400 },
    target: 'target ≤ €1,400',
    isProvisional: false,
    channels: [],
    ...changes,
  }
}

/** As many channels as asked for, the first of them above its limit. */
export function channelTrends(count: number): ChannelTrend[] {
  const names = [
    'Paid social',
    'Paid search',
    'Retargeting',
    'Partners and affiliates in the Nordics and the Baltics',
    'Content',
    'Events',
    'Podcasts',
    'Direct mail',
  ]
  return names.slice(0, count).map((name, index) => ({
    name,
    values: cac
      .map((value, week) => value * (1 - index * 0.1) + week * (index === 0 ? 40 : 5))
      .concat(1702 - index * 120),
    high: index === 5 ? null : 1600,
    note: index === 1 ? 'third week under target' : '',
  }))
}

/** Spend per channel against last week. */
export function spendBars(changes: Partial<Bars> = {}): Bars {
  return {
    kind: 'bars',
    title: 'Spend per channel',
    subtitle: 'Week of 16 to 22 Nov against the week before',
    metric: 'Spend',
    unit: 'money',
    currency: 'EUR',
    previousLabel: 'last week',
    rows: [
      { name: 'Paid social', value: 166_800, previous: 140_000, tone: 'bad', note: 'over pace' },
      { name: 'Paid search', value: 131_320, previous: 128_000, tone: 'neutral' },
      { name: 'Retargeting', value: 74_100, previous: 66_000, tone: 'neutral' },
      { name: 'Partners and affiliates in the Nordics', value: 41_000, previous: 44_000, tone: 'good' },
      { name: 'Content', value: 26_780, previous: null, tone: 'neutral', note: 'new' },
    ],
    ...changes,
  }
}

/** A CAC that rose: two named parts, the rest in noise. */
export function cacWaterfall(changes: Partial<Waterfall> = {}): Waterfall {
  return {
    kind: 'waterfall',
    title: 'CAC rose from €1,250 to €1,517',
    subtitle: 'Week 47 (16-22 Nov), against the period before',
    metric: 'CAC',
    unit: 'money',
    currency: 'EUR',
    bars: [
      { label: 'Before', value: 1250, kind: 'total', words: '€1,250', note: '' },
      {
        label: 'Dearer clicks in Paid social and Partners and affiliates in the Nordics',
        value: 308,
        kind: 'part',
        words: '+€308',
        note: '',
      },
      { label: 'More leads per click', value: -67, kind: 'part', words: '−€67', note: '' },
      { label: 'Everything else', value: 26, kind: 'rest', words: '+€26', note: 'within noise' },
      { label: 'After', value: 1517, kind: 'total', words: '€1,517', note: '' },
    ],
    ...changes,
  }
}
