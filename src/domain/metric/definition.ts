import { letters } from '../team.ts'
import { isMedia } from './media-sums.ts'
import { type Amount, METRIC_KEYS, type MetricKey, metricOf, STAGES, type Stage } from './metric.ts'
import { judgedBy } from './noise.ts'
import { DAYS_OF_CAP, PACE_LIMITS } from './pacing.ts'

// What each number is: its formula, where it comes from, what its days mean, and how it is judged.

/** Numbers beside the KPIs that people ask about. */
const EXTRAS = ['pace', 'blended_cac', 'payback', 'ltv', 'ltv_cac', 'frequency', 'fatigue', 'restated'] as const
type Extra = (typeof EXTRAS)[number]

/** A number that has a definition. */
export type Defined = MetricKey | Extra

/** A number defined. */
export type Definition = {
  key: Defined
  label: string
  stage: Stage | 'money'
  formula: string
  source: string
  basis: string
  judged: string
}

const MEDIA = 'exports of ad platforms'
const CRM = 'exports of the CRM'
const BY_DAY = 'the day the platform reports, in the zone of the ad account'
const BY_EVENT =
  'the day each stage was reached (event basis), in the zone of the team: those won this week may be leads of last month'
const BOTH = `spend by ${BY_DAY}; stages by ${BY_EVENT}`

const JUDGED: Readonly<Record<ReturnType<typeof judgedBy>, string>> = {
  results: 'against a target where the number of results makes it 90 % sure (exact Poisson), else "no call yet"',
  share:
    'against its target where all of its 95 % range (Wilson) stands on one side, else "no call yet"; without one, a change counts outside the noise of two proportions',
  count:
    'against its target where all of its 95 % range (Poisson) stands on one side, else "no call yet"; without one, a change counts outside Poisson noise',
  'its own moves':
    'against its target as it stands; without one, a change counts beyond two standard deviations of its own weekly changes',
  nothing: 'against its target as it stands; without one not judged, because people decide it',
}

const AMOUNTS: Readonly<Record<Amount, string>> = {
  spend: 'what the platforms report as spent',
  impressions: 'how often ads were shown',
  clicks: 'link clicks where the platform tells them from others, else all clicks',
  conversions: 'what the platforms report, of the kinds you count there; parts of one where they do',
  conversionsValue: 'what the platforms report as the value of conversions',
  leads: 'objects of the CRM that became a lead',
  mqls: 'objects that became an MQL',
  sqls: 'objects that became an SQL',
  opportunities: 'objects that became an opportunity',
  won: 'objects that were won',
  pipelineAmount: 'what the objects are worth that became an opportunity',
  wonAmount: 'what the objects are worth that were won',
}

const EXTRA: Readonly<Record<Extra, Omit<Definition, 'key' | 'stage'>>> = {
  pace: {
    label: 'Pace',
    formula: 'spent / (budget of the month × elapsed share of its weekday weights)',
    source: `${MEDIA}; the budget by /beat targets; weekday weights by the spend of the last eight weeks`,
    basis: 'the days of the month through the last one that every platform has reported',
    judged: `by the projection (pace × budget), not by one day: a warning from ±${PACE_LIMITS.warn * 100} %, an alert from ±${PACE_LIMITS.alert * 100} % unless /beat economics says otherwise. Google may spend twice a daily budget on a day, but in a month at most ${DAYS_OF_CAP} times`,
  },
  blended_cac: {
    label: 'Blended CAC',
    formula: '(spend + other sales and marketing cost of these days) / all new customers',
    source: `${MEDIA}, ${CRM}, and what /beat economics says`,
    basis: BOTH,
    judged: 'by payback and LTV:CAC, which are worked out on it',
  },
  payback: {
    label: 'Payback',
    formula:
      'CAC / m; as customers leave ln(1 − CAC × (1 − r) / m) / ln r, never if CAC × (1 − r) ≥ m. m is monthly revenue × gross margin, r is 1 − churn',
    source: 'CAC as above, and what /beat economics says',
    basis: BOTH,
    judged:
      'against the payback target, as customers leave where churn is known; on the blended CAC where that is known',
  },
  ltv: {
    label: 'LTV',
    formula: 'monthly revenue × gross margin / monthly churn, for the months of the horizon (36) at most',
    source: 'what /beat economics says',
    basis: 'as things are today',
    judged: 'by LTV:CAC',
  },
  ltv_cac: {
    label: 'LTV:CAC',
    formula: 'LTV / CAC, the blended one where that is known',
    source: 'CAC as above, and what /beat economics says',
    basis: BOTH,
    judged: 'not judged: 3 and more is usually taken for healthy',
  },
  frequency: {
    label: 'Frequency',
    formula: 'impressions / reach',
    source: `${MEDIA} that report reach`,
    basis: 'one day of one ad: the same people are reached again on other days and by other ads',
    judged:
      'I do not show it for a period or a channel, because reach does not add up; ask the platform for those days',
  },
  fatigue: {
    label: 'Creative fatigue',
    formula: 'an ad in its last 7 days against its own first 14: CTR, cost of a result, CPM, age, how often it is seen',
    source: `${MEDIA} by ad; where there are none, by ad group or campaign`,
    basis: BY_DAY,
    judged:
      'tired where CTR is down 20 % and one more signal shows, two weeks running; worn out from −30 % or twice the cost. These limits are the same for every team and no setting: each ad is held to its own start and to its own noise (two standard errors), so that a dear or a quiet account needs no other ones',
  },
  restated: {
    label: 'Restated week',
    formula: 'spend, results or cost now / as the review last said them − 1',
    source: `${MEDIA} and ${CRM}, at each import`,
    basis: BOTH,
    judged: 'said once in the thread of the review beyond ±5 %, or what /beat numbers settings says',
  },
}

const SAID_AS: Readonly<Record<string, Defined>> = {
  customer: 'customers',
  won: 'customers',
  costperlead: 'cpl',
  costpercustomer: 'cac',
  mediacac: 'cac',
  pipeline: 'pipeline_value',
  pipelineconversion: 'opportunity_rate',
  revenue: 'won_amount',
  budget: 'pace',
  pacing: 'pace',
  cpa: 'cost_per_conversion',
  ltvtocac: 'ltv_cac',
  lifetimevalue: 'ltv',
  creatives: 'fatigue',
  creative: 'fatigue',
  restatement: 'restated',
}

const ALL: readonly Defined[] = [...METRIC_KEYS, ...EXTRAS]

/** What a number is. */
export function definitionOf(key: Defined): Definition {
  if (isExtra(key)) return { key, stage: 'money', ...EXTRA[key] }
  const { label, stage, formula, part, whole } = metricOf(key)
  const isAmount = whole === null
  return {
    key,
    label,
    stage,
    formula: isAmount ? AMOUNTS[part] : formula,
    ...originOf(part, whole),
    judged: JUDGED[judgedBy(key)],
  }
}

/** All numbers by stage, those of budgets and economics last. */
export function definitions(): { stage: Definition['stage']; all: Definition[] }[] {
  const all = ALL.map(definitionOf)
  return [...STAGES, 'money' as const].map((stage) => ({ stage, all: all.filter((each) => each.stage === stage) }))
}

/** The number somebody means by `CAC`, `cost per sql` or `ltv:cac`; null for none of ours. */
export function readDefined(text: string): Defined | null {
  const said = letters(text)
  if (said === '') return null
  const named = ALL.find((key) => [letters(key), letters(definitionOf(key).label)].includes(said))
  return named ?? SAID_AS[said] ?? null
}

/** What numbers are called, for a sentence that names them all. */
export function definedNames(): string {
  return ALL.map((key) => definitionOf(key).label).join(', ')
}

function isExtra(key: Defined): key is Extra {
  return EXTRAS.some((each) => each === key)
}

function originOf(part: Amount, whole: Amount | null): Pick<Definition, 'source' | 'basis'> {
  const media = [part, whole ?? part].map(isMedia)
  if (media.every(Boolean)) return { source: MEDIA, basis: BY_DAY }
  if (media.some(Boolean)) return { source: `${MEDIA} and ${CRM}`, basis: BOTH }
  return { source: CRM, basis: BY_EVENT }
}
