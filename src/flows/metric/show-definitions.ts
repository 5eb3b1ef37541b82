import { isOfClicks, type PlatformClicks } from '../../domain/metric/click-kind.ts'
import type { CrmBehind } from '../../domain/metric/crm-reach.ts'
import { type Defined, definedNames, readDefined } from '../../domain/metric/definition.ts'
import { METRIC_KEYS } from '../../domain/metric/metric.ts'
import type { Freshness } from '../../domain/review/review.ts'
import { localDay, shiftDay } from '../../domain/week.ts'
import { Invalid } from '../../lib/errors.ts'
import { type CrmFeed, type LastImport, readClickKinds, readCrmFeeds, readLastImport } from '../../store/fact/feeds.ts'
import { readFreshness } from '../../store/fact/weekly-sums.ts'
import type { TeamContext } from '../context.ts'
import { readCrmBehind } from '../read-crm-behind.ts'

/** What feeds the numbers of a team, how fresh it is, and the number that was asked about; null for all. */
export type Definitions = {
  asked: Defined | null
  freshness: Freshness
  crm: CrmFeed[]
  /** What the CRM has not brought up to yesterday. */
  crmBehind: CrmBehind[]
  lastImport: LastImport | null
  /** Which clicks each platform counts; empty where no KPI of clicks was asked about. */
  clicks: PlatformClicks[]
}

const A_YEAR = 366
/** What was exported in another way long ago says nothing of today's clicks. */
const A_QUARTER = 92

/** Reads `[KPI]` as people write it, and what feeds the numbers. */
export async function showDefinitions(ctx: TeamContext, text: string): Promise<Definitions> {
  const { db, team, now } = ctx
  const asked = readDefined(text)
  if (asked === null && text.trim() !== '') {
    throw new Invalid(`I do not know the number "${text.trim()}". There is: ${definedNames()}.`)
  }
  const today = localDay(now, team.zone)
  const metric = METRIC_KEYS.find((key) => key === asked)
  const [freshness, crm, lastImport, crmBehind, clicks] = await Promise.all([
    readFreshness(db, team, shiftDay(today, -A_YEAR), today),
    readCrmFeeds(db, team),
    readLastImport(db, team),
    readCrmBehind(ctx, shiftDay(today, -1)),
    metric && isOfClicks(metric) ? readClickKinds(db, team, shiftDay(today, -A_QUARTER)) : [],
  ])
  return { asked, freshness, crm, crmBehind, lastImport, clicks }
}
