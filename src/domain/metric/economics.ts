import { metricOf, type Sums } from './metric.ts'
import { PACE_LIMITS } from './pacing.ts'

// What a customer is worth against what one costs.

/** What a team has told of its economics; null is what nobody has said. Shares are fractions of one, amounts are a month's. */
export type Economics = {
  grossMargin: number | null
  /** What one customer pays in a month. */
  monthlyRevenue: number | null
  /** The part of customers that leaves in a month; 1 less it is the retention. */
  monthlyChurn: number | null
  /** What sales and marketing cost beside the media: people, tools, agencies. */
  otherCost: number | null
  /** Nobody counts on a customer for longer than this. */
  horizonMonths: number
  /** Within how many months a customer should have paid for itself. */
  paybackTarget: number | null
  paceWarn: number
  paceAlert: number
}

/** The economics of a team that has told nothing. */
export const NO_ECONOMICS: Economics = {
  grossMargin: null,
  monthlyRevenue: null,
  monthlyChurn: null,
  otherCost: null,
  horizonMonths: 36,
  paybackTarget: null,
  paceWarn: PACE_LIMITS.warn,
  paceAlert: PACE_LIMITS.alert,
}

/** In how many months a customer has paid for itself, or that it never does. */
export type Payback = number | 'never'

const DAYS_OF_MONTH = 365.25 / 12

/** What one customer leaves in a month after what it costs to serve; null where that is not known. */
export function monthlyMargin({ monthlyRevenue, grossMargin }: Economics): number | null {
  return monthlyRevenue === null || grossMargin === null ? null : monthlyRevenue * grossMargin
}

/** What a customer is worth: monthly margin over churn, for the months of the horizon at most. */
export function lifetimeValue(economics: Economics): number | null {
  const margin = monthlyMargin(economics)
  const { monthlyChurn, horizonMonths } = economics
  if (margin === null || monthlyChurn === null) return null
  return margin * (monthlyChurn > 0 ? Math.min(1 / monthlyChurn, horizonMonths) : horizonMonths)
}

/** How many months of margin a customer costs: CAC / m. */
export function plainPayback(economics: Economics, cac: number): Payback | null {
  const margin = monthlyMargin(economics)
  if (margin === null) return null
  return margin > 0 ? cac / margin : 'never'
}

/**
 * The same as fewer customers stay every month: ln(1 − CAC·(1 − r)/m) / ln r with retention r and monthly margin m. Never where
 * those who leave take more than ever comes in.
 */
export function retainedPayback(economics: Economics, cac: number): Payback | null {
  const margin = monthlyMargin(economics)
  const { monthlyChurn } = economics
  if (margin === null || monthlyChurn === null) return null
  if (monthlyChurn === 0) return plainPayback(economics, cac)
  const lost = margin > 0 ? (cac * monthlyChurn) / margin : 1
  if (lost >= 1) return 'never'
  // Where everybody leaves after a month, that month has to pay.
  return monthlyChurn >= 1 ? 1 : Math.log1p(-lost) / Math.log1p(-monthlyChurn)
}

/** All that sales and marketing cost in a period over all its new customers; null where a part is not known. */
export function blendedCac(economics: Economics, { spend, won }: Sums, days: number): number | null {
  if (economics.otherCost === null || spend === null || won === null || won === 0) return null
  return (spend + otherCostOf(economics, days)) / won
}

/** What the economics of a team say of a period: on the blended CAC where that is known, else on the media's. */
export type UnitEconomics = {
  mediaCac: number | null
  blendedCac: number | null
  basis: 'blended' | 'media'
  payback: Payback | null
  paybackWithChurn: Payback | null
  /** The target of the payback, and whether the one that counts meets it: with churn where that is known. */
  paybackTarget: number | null
  onTarget: boolean | null
  lifetimeValue: number | null
  valueToCost: number | null
}

/** Works out the economics of the sums of so many days. */
export function unitEconomics(economics: Economics, sums: Sums, days: number): UnitEconomics {
  const mediaCac = metricOf('cac').of(sums)
  const blended = blendedCac(economics, sums, days)
  const cac = blended ?? mediaCac
  const payback = cac === null ? null : plainPayback(economics, cac)
  const paybackWithChurn = cac === null ? null : retainedPayback(economics, cac)
  const value = lifetimeValue(economics)
  const { paybackTarget } = economics
  return {
    mediaCac,
    blendedCac: blended,
    basis: blended === null ? 'media' : 'blended',
    payback,
    paybackWithChurn,
    paybackTarget,
    onTarget: meets(paybackWithChurn ?? payback, paybackTarget),
    lifetimeValue: value,
    valueToCost: value === null || cac === null || cac <= 0 ? null : value / cac,
  }
}

function meets(payback: Payback | null, target: number | null): boolean | null {
  if (payback === null || target === null) return null
  return payback !== 'never' && payback <= target
}

/** The most a customer may cost so that it has paid for itself within so many months; null where its margin is not told. */
export function cacWithin(economics: Economics, months: number): number | null {
  const margin = monthlyMargin(economics)
  const { monthlyChurn } = economics
  if (margin === null || !(margin > 0)) return null
  if (!monthlyChurn) return margin * months
  return (margin * (1 - (1 - monthlyChurn) ** months)) / monthlyChurn
}

/** In how many months a customer of a cost has paid for itself: as customers leave, where that was told. */
export function paybackOf(economics: Economics, cac: number): Payback | null {
  return retainedPayback(economics, cac) ?? plainPayback(economics, cac)
}

/** What a period cost beside its media; 0 where nobody has told. */
export function otherCostOf({ otherCost }: Economics, days: number): number {
  return (otherCost ?? 0) * (days / DAYS_OF_MONTH)
}
