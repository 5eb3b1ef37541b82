// Who was heard, of the team as a whole: never a list of those who were not.

/** One review: how many of its channels were heard, and how long after its opening each narrative came (ahead of it: below 0). */
export type HeardReview = { week: string; of: number; hours: readonly number[] }

/** How a team takes part: the median of one review, and how many reviews in a row heard everybody. */
export type Participation = { heard: number; of: number; medianHours: number | null; streak: number }

/** How a team took part in the last of its reviews, which are given the latest first. */
export function participationOf(reviews: readonly HeardReview[]): Participation {
  const [latest] = reviews
  const isFull = ({ of, hours }: HeardReview) => of > 0 && hours.length >= of
  const broken = reviews.findIndex((review) => !isFull(review))
  return {
    heard: latest?.hours.length ?? 0,
    of: latest?.of ?? 0,
    medianHours: median(latest?.hours ?? []),
    streak: broken === -1 ? reviews.length : broken,
  }
}

/** How a team took part, in a few words: `median 3 h after it opened · everybody heard for 4 weeks in a row`. */
export function participationInWords({ medianHours, streak }: Participation): string {
  return [
    ...(medianHours === null ? [] : [`median ${waitInWords(medianHours)}`]),
    ...(streak > 1 ? [`everybody heard for ${streak} weeks in a row`] : []),
  ].join(' · ')
}

function waitInWords(hours: number): string {
  if (hours <= 0) return 'before it opened'
  if (hours < 1) return `${Math.max(1, Math.round(hours * 60))} min after it opened`
  return hours < 48 ? `${Math.round(hours)} h after it opened` : `${Math.round(hours / 24)} days after it opened`
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}
