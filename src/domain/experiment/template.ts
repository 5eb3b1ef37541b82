import type { Lever, Unit } from './experiment.ts'
import type { MeasureKey } from './measure.ts'

// The kinds of tests that marketing teams run again and again. A template begins an idea with an example and its plan with what
// such a test is usually judged by; all of it can be said otherwise.

export const TEMPLATES = ['form', 'message', 'creative', 'audience', 'offer', 'bidding'] as const
export type Template = (typeof TEMPLATES)[number]

/** What a template brings along. `unit` is what falls into one arm. */
export type TemplateParts = {
  name: string
  lever: Lever
  example: { change: string; outcome: string; because: string }
  measure: MeasureKey
  guardrail: MeasureKey
  unit: Unit
}

const PARTS: Record<Template, TemplateParts> = {
  form: {
    name: 'A form, shorter or longer',
    lever: 'landing_page',
    example: {
      change: 'Two fields instead of six on LP-demo',
      outcome: 'More leads per click',
      because: 'Half of those who start the form leave at the phone number',
    },
    measure: 'lead_rate',
    guardrail: 'sql_rate',
    unit: 'user',
  },
  message: {
    name: 'A headline or a proof on a page',
    lever: 'landing_page',
    example: {
      change: 'Lead with the savings calculator on LP-demo',
      outcome: 'More leads per click',
      because: 'Twelve of twenty sales calls begin with "what would it save us"',
    },
    measure: 'lead_rate',
    guardrail: 'sql_rate',
    unit: 'user',
  },
  creative: {
    name: 'A new creative against the old one',
    lever: 'creative',
    example: {
      change: 'A video of the founder instead of the picture of the product',
      outcome: 'A higher click rate',
      because: 'The organic post with her face got three times the comments',
    },
    measure: 'ctr',
    guardrail: 'cvr',
    unit: 'user',
  },
  audience: {
    name: 'Another audience',
    lever: 'audience',
    example: {
      change: 'Exclude visitors of the careers page',
      outcome: 'More of the leads qualify',
      because: 'Every tenth form is somebody who looks for work',
    },
    measure: 'mql_rate',
    guardrail: 'cpl',
    unit: 'user',
  },
  offer: {
    name: 'An offer or a price',
    lever: 'offer',
    example: {
      change: 'Thirty days of trial instead of fourteen',
      outcome: 'More leads per click',
      because: 'A budget round takes three weeks, so the trial ends too early',
    },
    measure: 'lead_rate',
    guardrail: 'sql_rate',
    unit: 'user',
  },
  bidding: {
    name: 'Bids or budgets of campaigns',
    lever: 'bid_or_budget',
    example: {
      change: 'Lower bids by 40 % between midnight and six',
      outcome: 'Cheaper conversions',
      because: 'Conversions cluster in office hours while spend does not',
    },
    measure: 'cost_per_conversion',
    guardrail: 'cvr',
    unit: 'campaign',
  },
}

/** What a template brings along; null where none was chosen, or one that is not known any more. */
export function templateOf(key: string | null | undefined): TemplateParts | null {
  const known = TEMPLATES.find((each) => each === key)
  return known ? PARTS[known] : null
}
