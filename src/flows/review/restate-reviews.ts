import type { Import } from '../../domain/import/import.ts'
import { withoutBehind } from '../../domain/metric/crm-reach.ts'
import { addSums } from '../../domain/metric/metric.ts'
import type { Review } from '../../domain/review/narrative.ts'
import { decidedOn, isRestated, type WeekNumbers, weekNumbers } from '../../domain/review/restatement.ts'
import { daysOf, localDay, weekOf } from '../../domain/week.ts'
import { findPost } from '../../store/delivery/announcements.ts'
import { insertRestatement } from '../../store/fact/restatements.ts'
import { readWeeklySumsWithin } from '../../store/fact/weekly-sums.ts'
import { listReviewsOfWeeks } from '../../store/review/reviews.ts'
import { readSureness } from '../../store/sureness.ts'
import type { Tx } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { announce, redraw } from '../delivery/announce.ts'
import { readCrmBehindWithin } from '../read-crm-behind.ts'

/** The reply of a review that says its week was restated. */
export const RESTATED = 'review-restated'

/** A review whose week an import touches, with the numbers of that week as they are before it. */
export type Touched = { review: Review; before: WeekNumbers }

/** The reviews whose weeks an import touches; a week that is not over yet has no numbers to be held to. */
export async function touchedReviews(tx: Tx, ctx: TeamContext, { preview }: Import): Promise<Touched[]> {
  const { team, now } = ctx
  const stages = preview.objects?.stages ?? []
  const days = [preview, ...stages]
    .flatMap(({ firstDay, lastDay }) => [firstDay, lastDay])
    .filter((day) => day !== null)
  const [first, last] = [days.toSorted().at(0), days.toSorted().at(-1)]
  if (first === undefined || last === undefined) return []
  const reviews = (await listReviewsOfWeeks(tx, team, weekOf(first), weekOf(last))).filter(
    ({ week, board }) => daysOf(week).to < localDay(now, team.zone) && board.currency === team.currency,
  )
  const numbers = await numbersOf(tx, ctx, reviews)
  return reviews.map((review, index) => ({
    review,
    before: numbers[index] ?? { spend: null, results: null, cost: null },
  }))
}

/** Says in the thread of each review that its week was restated, once for each material change; the review itself stays as it is. */
export async function sayRestated(tx: Tx, ctx: TeamContext, by: Import, touched: readonly Touched[]): Promise<void> {
  const { team } = ctx
  const { restated } = await readSureness(tx, team)
  const numbers = await numbersOf(
    tx,
    ctx,
    touched.map(({ review }) => review),
  )
  for (const [index, { review, before }] of touched.entries()) {
    const now = numbers[index]
    const was = review.restatements.at(-1)?.now ?? decidedOn(review.board, before)
    if (!now || !isRestated(was, before, now, restated)) continue
    const { id: importId, fileName, madeBy } = by
    const revision = review.restatements.length + 1
    await insertRestatement(tx, team, review.id, { revision, importId, fileName, madeBy, was, now, at: ctx.now })
    const parent = { kind: 'review-header', subject: review.id, slot: review.week }
    // A review that was never posted has no thread to say it in; its preview says it.
    if (!(await findPost(tx, team, parent))) continue
    await announce(tx, ctx, [{ ...parent, kind: RESTATED, part: `r${revision}`, parent }])
    await redraw(tx, ctx, parent)
  }
}

async function numbersOf(tx: Tx, { team, now }: TeamContext, reviews: readonly Review[]): Promise<WeekNumbers[]> {
  const [first, last] = [reviews.at(0)?.week, reviews.at(-1)?.week]
  if (first === undefined || last === undefined) return []
  const weekly = await readWeeklySumsWithin(tx, team, daysOf(first).from, daysOf(last).to)
  const ends = reviews.map(({ week }) => daysOf(week).to)
  const behind = await readCrmBehindWithin(tx, { team, now }, ends)
  return reviews.map(({ week, board }, index) => {
    const sums = addSums(weekly.filter((each) => each.week === week).map((each) => each.sums))
    // What is still coming in restates nothing: it is told once it is there.
    return weekNumbers(board, withoutBehind(sums, behind[index] ?? []))
  })
}
