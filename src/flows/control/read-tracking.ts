import {
  type ChannelTracking,
  judgeTracking,
  type TrackingFacts,
  WATCHED_DAYS,
} from '../../domain/tracking/tracking-report.ts'
import { localDay, shiftDay } from '../../domain/week.ts'
import { readCampaignDays, readLeadQuality, readQaDays } from '../../store/guardrail/qa-facts.ts'
import type { TeamContext } from '../context.ts'

/** Eight weeks to know what is usual, the last one, and one more for the CRM to lag behind. */
const QA_DAYS = 70

/** Reads what the tracking of a team is judged by, through yesterday: today is not over. */
export async function readTrackingFacts({ db, team, now }: TeamContext) {
  const today = localDay(now, team.zone)
  const yesterday = shiftDay(today, -1)
  const [days, campaigns, quality] = await Promise.all([
    readQaDays(db, team, shiftDay(today, -QA_DAYS), yesterday),
    readCampaignDays(db, team, shiftDay(today, -WATCHED_DAYS), yesterday),
    readLeadQuality(db, team, shiftDay(today, -WATCHED_DAYS), yesterday),
  ])
  return { today, days, campaigns, quality } satisfies TrackingFacts
}

/** The tracking of one channel, or of all together: what a test is launched by, and what `/beat controls` shows. */
export async function readTracking(ctx: TeamContext, channelId: string | null): Promise<ChannelTracking> {
  return judgeTracking(channelId, await readTrackingFacts(ctx))
}
