import { type CrmBehind, crmBehind } from '../domain/metric/crm-reach.ts'
import { localDay, shiftDay } from '../domain/week.ts'
import { readCrmDays } from '../store/fact/crm-days.ts'
import type { Tx } from '../store/transaction.ts'
import type { TeamContext } from './context.ts'
import { remembered } from './remembered.ts'

/** The rhythm of eight weeks, and as long as an export may be silent before another has replaced it. */
const WINDOW_DAYS = 100

/** The kinds of CRM export that have not brought the last days of a period that ends on a day. */
export async function readCrmBehind(
  { db, team, now }: Pick<TeamContext, 'db' | 'team' | 'now'>,
  to: string,
): Promise<CrmBehind[]> {
  const today = localDay(now, team.zone)
  const days = await remembered({ db, team, now }, ['crm days'], async () => {
    return await readCrmDays(db.prisma, team, shiftDay(today, -WINDOW_DAYS))
  })
  return crmBehind(days, to, today)
}

/** The same of several ends within a transaction, with what it has written so far. */
export async function readCrmBehindWithin(
  tx: Tx,
  { team, now }: Pick<TeamContext, 'team' | 'now'>,
  ends: readonly string[],
): Promise<CrmBehind[][]> {
  const today = localDay(now, team.zone)
  const days = await readCrmDays(tx, team, shiftDay(today, -WINDOW_DAYS))
  return ends.map((to) => crmBehind(days, to, today))
}
