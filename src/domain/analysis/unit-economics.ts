// What a customer is worth against what one costs.

/** What a customer pays in a month, which part of that is margin, and which part of customers leaves in a month. */
export type Economics = { monthlyRevenue: number; grossMargin: number; monthlyChurn: number }

/** Nobody counts on a customer for longer than this. */
const HORIZON_MONTHS = 36

/** What a customer is worth: monthly margin over churn, for 36 months at most. */
export function lifetimeValue({ monthlyRevenue, grossMargin, monthlyChurn }: Economics): number {
  const months = monthlyChurn > 0 ? Math.min(1 / monthlyChurn, HORIZON_MONTHS) : HORIZON_MONTHS
  return monthlyRevenue * grossMargin * months
}

/** LTV:CAC; null without a cost. */
export function valueToCost(economics: Economics, cac: number): number | null {
  return cac > 0 ? lifetimeValue(economics) / cac : null
}

/**
 * How many months until a customer has paid for itself, as fewer of them stay every month:
 * ln(1 - CAC·(1 - r)/m)/ln r with retention r and monthly margin m. Infinity where they never do.
 */
export function paybackMonths({ monthlyRevenue, grossMargin, monthlyChurn }: Economics, cac: number): number {
  const margin = monthlyRevenue * grossMargin
  if (!(margin > 0)) return Number.POSITIVE_INFINITY
  if (monthlyChurn <= 0) return cac / margin
  const lost = (cac * monthlyChurn) / margin
  return lost >= 1 ? Number.POSITIVE_INFINITY : Math.log1p(-lost) / Math.log1p(-monthlyChurn)
}
