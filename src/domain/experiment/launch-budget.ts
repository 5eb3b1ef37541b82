import { formatMoney } from '../../lib/format.ts'
import { countDays, dayInWords } from '../week.ts'
import { type Experiment, type TestSettings, testName } from './experiment.ts'
import type { Check, LaunchSituation } from './launch.ts'

// The money of a test: what it takes on top counts together with that of the tests that run, against the limit and the month.

/** The largest budget a test may take without the lead's approval; null where neither a limit nor a budget is set. */
export function budgetLimit(settings: Pick<TestSettings, 'budgetLimit'>, monthlyBudget: number | null): number | null {
  return settings.budgetLimit ?? (monthlyBudget === null ? null : monthlyBudget / 10)
}

/** The budget that was approved for a test; 0 where none was. */
export function approvedBudget({ approval }: Pick<Experiment, 'approval'>): number {
  return approval !== null && approval.declined === null ? approval.budget : 0
}

/** Whether the money of a test is within its limit and the month, or approved. */
export function checkBudget(situation: LaunchSituation): Check {
  const { experiment, settings, monthlyBudget, currency, leadUserId } = situation
  const budget = experiment.design?.budget ?? 0
  if (!(budget > 0)) return { name: 'budget', state: 'ok', sentence: 'Spends nothing extra.' }
  const money = (amount: number) => formatMoney(amount, currency, { digits: 0 })
  if (experiment.approval && approvedBudget(experiment) >= budget) {
    return {
      name: 'budget',
      state: 'ok',
      sentence: `${money(budget)} extra, approved by <@${experiment.approval.by}>.`,
    }
  }
  const limit = budgetLimit(settings, monthlyBudget)
  const over = overspent(situation, limit)
  if (limit !== null && over === null) {
    return { name: 'budget', state: 'ok', sentence: `${money(budget)} extra, within the limit of ${money(limit)}.` }
  }
  const why = over ?? 'and no limit is set'
  const who =
    leadUserId === null
      ? 'The lead of the team has to approve it, and none is named: `/beat setup`.'
      : `<@${leadUserId}> has to approve it.`
  return { name: 'budget', state: 'needs approval', sentence: `${money(budget)} extra, ${why}. ${who}` }
}

/** What the money of a test, with that of the tests that run, is above; null where it is within the limit and the month. */
function overspent({ experiment, running, envelope, currency }: LaunchSituation, limit: number | null): string | null {
  const budget = experiment.design?.budget ?? 0
  const money = (amount: number) => formatMoney(amount, currency, { digits: 0 })
  const others = running.filter((each) => each.budget > 0)
  const who = others.map((each) => `${testName(each)} (<@${each.ownerUserId}>)`).join(', ')
  const all = budget + others.reduce((sum, each) => sum + each.budget, 0)
  if (limit !== null && all > limit) {
    return `${others.length > 0 ? `${money(all)} with ${who}: ` : ''}above the limit of ${money(limit)}`
  }
  const rest = budget + others.reduce((sum, each) => sum + each.rest, 0)
  if (envelope === null || rest <= envelope.left) return null
  const left =
    envelope.left > 0 ? `above the ${money(envelope.left)} that are left of the month` : 'and the month is spent'
  const still = others.length > 0 ? `${money(rest)} from now on with ${who}: ` : ''
  return `${still}${left} (by ${dayInWords(envelope.through)})`
}

/** The part of a running test's budget that is still to be spent, day by day alike. */
export function restOf(
  { design, startsOn, endsOn }: Pick<Experiment, 'design' | 'startsOn' | 'endsOn'>,
  today: string,
): number {
  const budget = design?.budget ?? 0
  if (startsOn === null || endsOn === null || today <= startsOn) return budget
  return today > endsOn ? 0 : budget * (countDays(today, endsOn) / countDays(startsOn, endsOn))
}
