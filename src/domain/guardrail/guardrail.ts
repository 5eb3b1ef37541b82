import type { MetricKey } from '../metric/metric.ts'
import type { Team } from '../team.ts'

// A guardrail is a bound on a metric, or a control of the same kind; an evaluation is one judgement of it; an incident is one
// open breach and its story.

/** Whose numbers are watched: the whole team's, one channel's, or those of the campaigns of one name. */
export type Scope =
  | { level: 'team' }
  | { level: 'channel'; channelId: string }
  | { level: 'campaign'; campaign: string }

/** Controls that judge by their own rules, as they stand today. */
const CONTROL_KINDS = ['tracking', 'links', 'saturation', 'overlap', 'creatives'] as const

/** What is judged: a metric against bounds, the payback that a CAC comes to, the pace of a budget, whether numbers come in, whether conversions are counted, or a control. */
export const KINDS = ['max', 'min', 'range', 'payback', 'pace', 'freshness', 'zero_run', ...CONTROL_KINDS] as const
export type Kind = (typeof KINDS)[number]

/** Kinds that watch the tracking. While one of them is broken, what depends on conversions in its scope is mute. */
export const TRACKING_KINDS: readonly Kind[] = ['freshness', 'zero_run', 'tracking']

type ControlKind = (typeof CONTROL_KINDS)[number]

/** Whether a guardrail is a control that is judged by the evidence of today. */
export function isControl<G extends { kind: Kind }>(guardrail: G): guardrail is G & { kind: ControlKind } {
  return CONTROL_KINDS.some((each) => each === guardrail.kind)
}

/** Whether a guardrail can only look at how things are today: no past day can be judged anew. */
export function isOfToday(guardrail: { kind: Kind }): boolean {
  return guardrail.kind === 'freshness' || isControl(guardrail)
}

/** Lower and upper bound; null where a side is open. The bound itself is on the good side. */
export type Bounds = { low: number | null; high: number | null }

/** What no data means: nothing is known (a tracking guardrail says so), or it is a breach by itself. */
export const NO_DATA_MEANINGS = ['unknown', 'breach'] as const
export const SEVERITIES = ['warning', 'critical'] as const

/** What people decide about a guardrail; a change of it makes a new version. */
export type Definition = {
  name: string
  scope: Scope
  kind: Kind
  /** What its numbers are made of, the CAC for a payback; null for a control that watches no single metric. */
  metric: MetricKey | null
  /** The trailing window, in whole days of the team's zone. */
  windowDays: number
  /** So many last days are left out, because their results are still landing. */
  maturityDays: number
  warn: Bounds
  breach: Bounds
  /** What it must be back within to count as recovered; a side that is null is that of `breach`. */
  recover: Bounds
  /** Below both nothing is judged; null asks for nothing. */
  minSpend: number | null
  minResults: number | null
  /** How sure a breach must be: 0.9 is 90 %. */
  sure: number
  /** How many evaluations in a row fire, and how many resolve. */
  fireAfter: number
  resolveAfter: number
  noData: (typeof NO_DATA_MEANINGS)[number]
  severity: (typeof SEVERITIES)[number]
  ownerUserId: string | null
  approverUserId: string | null
  runbook: string
  remindHours: number
  /** Local times of the team's zone between which nothing is said, `HH:mm`. */
  quiet: { from: string; to: string } | null
  /** Where its alerts go; null for the team's own conversation. */
  conversationId: string | null
  /** Numbers of guardrails whose breach mutes this one, beside the tracking of its scope. */
  dependsOn: number[]
}

/** A guardrail: G-4. */
export type Guardrail = Definition & {
  id: string
  number: number
  version: number
  pausedAt: Date | null
  pausedBy: string | null
  createdAt: Date
  createdBy: string
}

/** What a guardrail is unless somebody says otherwise. */
export const DEFAULTS = {
  windowDays: 7,
  maturityDays: 0,
  warn: { low: null, high: null },
  recover: { low: null, high: null },
  minSpend: null,
  minResults: null,
  sure: 0.9,
  fireAfter: 2,
  resolveAfter: 2,
  noData: 'unknown',
  severity: 'warning',
  ownerUserId: null,
  approverUserId: null,
  runbook: '',
  remindHours: 24,
  quiet: { from: '20:00', to: '07:00' },
  conversationId: null,
  dependsOn: [],
} satisfies Partial<Definition>

/** A scope as a key: one open incident each. */
export function scopeKey(scope: Scope): string {
  if (scope.level === 'channel') return `channel:${scope.channelId}`
  return scope.level === 'campaign' ? `campaign:${scope.campaign}` : 'team'
}

/** A scope as people call it; '' for the whole team, which needs no word. */
export function scopeName(scope: Scope, team: Pick<Team, 'channels'>): string {
  if (scope.level === 'campaign') return scope.campaign
  if (scope.level === 'team') return ''
  return team.channels.find(({ id }) => id === scope.channelId)?.name ?? 'a channel that was removed'
}

/** A guardrail as people call it: `G-4 CAC ceiling, Paid social`. */
export function guardrailName(
  { number, name, scope }: Pick<Guardrail, 'number' | 'name' | 'scope'>,
  team: Team,
): string {
  const where = scopeName(scope, team)
  return `G-${number} ${name}${where === '' ? '' : `, ${where}`}`
}

/** The number that somebody means by `G-4`, `g4` or `4`; null where it is none. */
export function readGuardrailNumber(text: string): number | null {
  const found = /^(?:g-?)?(\d{1,6})$/i.exec(text.trim())
  return found ? Number(found[1]) : null
}
