import { localDay, shiftDay } from '../domain/week.ts'
import type { DemoFile } from './files.ts'
import type { FunnelRow } from './funnel.ts'

const ZONE = 'Europe/Berlin'
const HEADER =
  'object_id,lead_at,mql_at,sql_at,opportunity_at,won_at,lost_at,amount,currency,campaign,utm_source,utm_medium'
/** Deals that the CRM closed after the demo's numbers were read. */
const NEWLY_WON = 3
const FROM_NEWSLETTER = 6

/**
 * The deals of last week as a CRM exports them: they replace their own rows, some were won since, and some leads come from where
 * no rule of the team looks.
 */
export function crmExport(funnel: readonly FunnelRow[], sunday: string): DemoFile {
  const from = shiftDay(sunday, -6)
  const isLastWeek = (at: Date | null) => at !== null && localDay(at, ZONE) >= from && localDay(at, ZONE) <= sunday
  const deals = funnel.filter(({ opportunityAt, wonAt }) => isLastWeek(opportunityAt) || isLastWeek(wonAt))
  const open = deals.filter(({ wonAt, lostAt }) => wonAt === null && lostAt === null).slice(-NEWLY_WON)
  const rows = deals.map((deal) =>
    rowOf(open.includes(deal) ? { ...deal, wonAt: new Date(`${sunday}T15:00:00Z`) } : deal),
  )
  const leads = Array.from({ length: FROM_NEWSLETTER }, (_, index) =>
    [
      `newsletter-${index + 1}`,
      shiftDay(sunday, -index),
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      'November letter',
      'newsletter',
      'email',
    ].join(','),
  )
  const what =
    "Last week's deals as a CRM exports them: three more were won since, and six leads come from a newsletter that no channel has a rule for."
  return { name: 'crm-deals-last-week.csv', text: `${[HEADER, ...rows, ...leads].join('\n')}\n`, what }
}

function rowOf(deal: FunnelRow): string {
  const { objectId, leadAt, mqlAt, sqlAt, opportunityAt, wonAt, lostAt, amount, campaign, utmSource, utmMedium } = deal
  const moments = [leadAt, mqlAt, sqlAt, opportunityAt, wonAt, lostAt].map((at) => at?.toISOString() ?? '')
  return [objectId, ...moments, amount ?? '', amount ? 'EUR' : '', campaign, utmSource, utmMedium].join(',')
}
