import { lacksInWords, type Unsettled, unsettled } from '../../domain/guardrail/unsettled.ts'
import type { Review } from '../../domain/narrative.ts'
import { daysOf } from '../../domain/week.ts'
import { Invalid } from '../../lib/errors.ts'
import type { TeamContext } from '../context.ts'
import { listIncidents } from './read-guardrails.ts'

const SHORTEST = 8

/** The open incidents of a review's week that lack a narrative or a decision: those that broke before the week was over. */
export async function readUnsettled(
  ctx: TeamContext,
  review: Pick<Review, 'week' | 'narratives'>,
): Promise<Unsettled[]> {
  const { open, decisions } = await listIncidents(ctx)
  const { to } = daysOf(review.week)
  const ofTheWeek = open.filter(({ incident }) => incident.since <= to)
  return unsettled(ofTheWeek, decisions, review.narratives)
}

/**
 * Refuses to close a week while an open incident of it lacks a narrative or a decision, unless somebody says why it is closed
 * all the same; what they say is returned as a line for the digest, null where nothing was lacking.
 */
export async function requireSettled(
  ctx: TeamContext,
  review: Pick<Review, 'week' | 'narratives'>,
  anyway: string,
): Promise<string | null> {
  const lacking = (await readUnsettled(ctx, review)).map((each) => lacksInWords(each, ctx.team))
  if (lacking.length === 0) return null
  if (anyway.trim().length >= SHORTEST) return `Closed although ${lacking.join('; ')}: ${anyway.trim()}`
  const sentence = `${lacking.join('; ')}. Log the decision on its card and let its channel be heard, or say below why the week closes all the same.`
  throw new Invalid(sentence, { anyway: sentence })
}
