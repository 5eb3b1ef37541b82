import { type Cohort, cohortReader, stageOf } from '../../domain/analysis/cohort.ts'
import { knownIn } from '../../domain/analysis/period.ts'
import { whatChanged } from '../../domain/analysis/what-changed.ts'
import { reachOf } from '../../domain/metric/crm-reach.ts'
import { metricOf, NO_SUMS } from '../../domain/metric/metric.ts'
import type { AskedChannel, Prompt, PromptedChannel } from '../../domain/review/asked.ts'
import { heard } from '../../domain/review/narrative.ts'
import { primaryMetrics, targetOf } from '../../domain/review/review.ts'
import type { Channel } from '../../domain/team.ts'
import { daysOf, localDay, shiftDay } from '../../domain/week.ts'
import { listActions } from '../../store/actions.ts'
import { findPost } from '../../store/delivery/announcements.ts'
import { listDrafts } from '../../store/drafts.ts'
import { readChannelSums, readLastDay } from '../../store/fact/weekly-sums.ts'
import { readChannelDays } from '../../store/guardrail/tracked-days.ts'
import { listAhead } from '../../store/review/narratives-ahead.ts'
import { findReview, findReviewByWeek } from '../../store/review/reviews.ts'
import { awayByStatus, zoneOfPerson } from '../adopt-workspace.ts'
import type { TeamContext } from '../context.ts'
import { readCreatives } from '../creative/show-creatives.ts'
import { NARRATIVE_FORM } from '../keep-draft.ts'
import { readPacing } from '../metric/read-pacing.ts'
import { readCrmBehind } from '../read-crm-behind.ts'
import { readFollowed } from '../read-followed.ts'
import { nextReview } from '../review/next-reviews.ts'
import { PROMPT } from '../review/open-review.ts'
import { aheadSubject } from './answer-prompt.ts'
import { channelsSpoken } from './speakers.ts'

/** Prices are held against the same days of so many weeks, this one the last. */
const COMPARED_WEEKS = 9

/** The prompt of a person for a week: their channels, the numbers so far, and how each narrative stands. */
export async function readPrompt(ctx: TeamContext, week: string, userId: string): Promise<Prompt> {
  const { db, team } = ctx
  const review = await findReviewByWeek(db.prisma, team, week)
  const { cost, results } = primaryMetrics(team)
  const { through, crmBehind, numbersOf } = await readSoFar(ctx, week)
  const toldOf = await readTold(ctx, week, userId)
  return {
    week,
    actions: await listActions(db.prisma, team, { state: 'open', ownerUserId: userId }),
    today: localDay(ctx.now, team.zone),
    status: (await awayByStatus(ctx, [userId])).get(userId) ?? null,
    zone: (await zoneOfPerson(ctx, userId)) ?? team.zone,
    opensAt: review?.openedAt ?? (await nextReview(ctx)).dueAt,
    through,
    crmBehind,
    cost,
    results,
    channels: channelsSpoken(team, userId, localDay(ctx.now, team.zone)).map(({ channel, away }) => ({
      id: channel.id,
      name: channel.name,
      isOwn: away === null,
      told: toldOf(channel.id),
      ...numbersOf(channel),
    })),
  }
}

/** The channels of a person that the open review still waits for. */
export async function readWaiting(ctx: TeamContext, reviewId: string, userId: string) {
  const review = await findReview(ctx.db.prisma, ctx.team, reviewId)
  if (review?.state !== 'open') return null
  const toldOf = await readTold(ctx, review.week, userId)
  const { missing } = heard(review)
  const channels = channelsSpoken(ctx.team, userId, localDay(ctx.now, ctx.team.zone))
    .filter(({ channel: { id } }) => missing.includes(id))
    .map(({ channel: { id, name }, away }) => ({ id, name, isOwn: away === null, told: toldOf(id) }))
    .filter(({ told }) => told !== 'passed')
  return { week: review.week, channels }
}

async function readTold({ db, team, workspaceId }: TeamContext, week: string, userId: string) {
  const [ahead, drafts, review] = await Promise.all([
    listAhead(db.prisma, team, week),
    listDrafts(db.prisma, workspaceId, userId),
    findReviewByWeek(db.prisma, team, week),
  ])
  const written = new Set(review?.narratives.map(({ channelId }) => channelId))
  return (channelId: string): AskedChannel['told'] => {
    const said = ahead.find((each) => each.channelId === channelId)
    if (written.has(channelId) || said?.passed === false) return 'written'
    if (said?.passed) return 'passed'
    const begun = drafts.some(
      ({ form, subject }) => form === NARRATIVE_FORM && subject === aheadSubject(week, channelId),
    )
    return begun ? 'begun' : 'asked'
  }
}

/** The days of the week that have numbers and are over, against the same days of the week before. */
async function readSoFar(ctx: TeamContext, week: string) {
  const { db, team, now } = ctx
  const { from, to } = daysOf(week)
  const lastDay = await readLastDay(db, team)
  const yesterday = shiftDay(localDay(now, team.zone), -1)
  const [through = from] = [lastDay ?? '', yesterday, to].sort()
  const known = lastDay !== null && through >= from
  const weeks = known ? Array.from({ length: COMPARED_WEEKS }, (_, index) => 7 * (index + 1 - COMPARED_WEEKS)) : []
  const sums = await Promise.all(
    weeks.map(async (shift) => await readChannelSums(db, team, shiftDay(from, shift), shiftDay(through, shift))),
  )
  const days = known ? await readChannelDays(db, team, from, through) : new Map()
  const ads = known ? (await readCreatives(ctx, through, null)).readings : []
  const paces = known ? await readPacing(ctx, through) : []
  const { cohorts, sureness } = known ? await readFollowed(ctx, from) : { cohorts: null, sureness: undefined }
  const cohortOf = cohorts ? cohortReader(cohorts, sureness) : () => null
  const crmBehind = known ? await readCrmBehind(ctx, through) : []
  const periods = sums.map((rows) => new Map(rows.map((row) => [row.channelId, row.sums])))
  const { cost, results } = primaryMetrics(team)
  return {
    through: known ? through : null,
    crmBehind,
    numbersOf({ id }: Channel): Omit<PromptedChannel, keyof AskedChannel> {
      const [earlier = NO_SUMS, own = NO_SUMS] = periods.slice(-2).map((period) => period.get(id))
      const changed = known
        ? whatChanged(team, {
            metric: cost,
            channelId: id,
            periods: knownIn(
              periods,
              weeks.map((shift) => shiftDay(through, shift)),
              crmBehind,
            ),
            behind: crmBehind,
            days,
            ads,
          })
        : null
      return {
        spend: own.spend,
        results: metricOf(results).of(own),
        cost: reachOf(cost, crmBehind) === 'whole' ? metricOf(cost).of(own) : null,
        costBefore: metricOf(cost).of(earlier),
        target: targetOf(team, id, cost) ?? targetOf(team, null, cost),
        pace: paces.find(({ channelId }) => channelId === id) ?? null,
        coming: comingOf(cohortOf({ from, to: through, channelId: id })),
        mover: changed && changed.bars.length > 0 ? (changed.first[0] ?? changed.sentence) : null,
      }
    },
  }
}

/** The first late stage that some leads have not brought in full. */
function comingOf(cohort: Cohort | null): PromptedChannel['coming'] {
  const stage = stageOf(cohort, 'sqls') ?? stageOf(cohort, 'mqls')
  return stage?.state === 'provisional' ? stage : null
}

/** The narratives that a person was asked for ahead of the next review and has not answered. */
export async function readAheadTasks(ctx: TeamContext, userId: string) {
  const { week } = await nextReview(ctx)
  if (!(await findPost(ctx.db.prisma, ctx.team, { kind: PROMPT, subject: week, part: userId }))) return []
  const toldOf = await readTold(ctx, week, userId)
  return channelsSpoken(ctx.team, userId, localDay(ctx.now, ctx.team.zone))
    .map(({ channel: { id, name } }) => ({ week, channelId: id, channelName: name, told: toldOf(id) }))
    .filter(({ told }) => told === 'asked' || told === 'begun')
}
