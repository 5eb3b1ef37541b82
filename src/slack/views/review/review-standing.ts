import type { KnownBlock } from '@slack/types'
import { basisInWords } from '../../../domain/analysis/cohort-words.ts'
import { reachesInWords, reachOf } from '../../../domain/metric/crm-reach.ts'
import { callInWords } from '../../../domain/review/channel-call-words.ts'
import type { Review } from '../../../domain/review/narrative.ts'
import type { Board, BoardChannel } from '../../../domain/review/review.ts'
import { missedInWords } from '../../../domain/review/scoreboard-words.ts'
import { formatPercent } from '../../../lib/format.ts'
import { context, section } from '../../kit/blocks.ts'
import { listed } from '../../kit/sentence.ts'
import { clamp, escapeText } from '../../kit/text.ts'
import { reviewChannels } from './review-header.ts'

/** The reply that says where we are winning and where we are leaking, with the table of channels. */
export function reviewStanding({ review }: { review: Review }): { text: string; blocks: KnownBlock[] } {
  const winning = lines(review, 'winning')
  const leaking = lines(review, 'leaking')
  const undecided = review.board.channels.filter(({ call }) => call.kind === 'no call yet').map(({ name }) => name)
  const missed = missedInWords(review.board).map(escapeText)
  const parts = [
    `*Winning* · ${winning.length > 0 ? winning.join('\n') : 'no channel is clearly on target this week.'}`,
    `*Leaking* · ${leaking.length > 0 ? leaking.join('\n') : 'no channel is clearly above its target.'}`,
    ...(missed.length > 0 ? [`*Off target* · ${missed.join('\n')}`] : []),
    ...(undecided.length > 0
      ? [`_No call yet_ · ${escapeText(undecided.join(', '))}: ${whyUndecided(review.board)}.`]
      : []),
  ]
  return {
    text: plain(parts),
    blocks: [
      ...parts.map((part) => section(part)),
      reviewChannels({ review }),
      ...basisOf(review.board).map((line) => context(line)),
    ],
  }
}

function whyUndecided({ headline, crmBehind = [] }: Board): string {
  return reachOf(headline.metric, crmBehind) === 'whole'
    ? 'too few results to tell a miss from chance'
    : `the results have not all come in yet (${escapeText(reachesInWords(crmBehind))})`
}

function lines({ board }: Review, kind: BoardChannel['call']['kind']): string[] {
  return board.channels
    .filter(({ call }) => call.kind === kind)
    .sort((a, b) => (b.spend ?? 0) - (a.spend ?? 0))
    .map((channel) => callInWords(board, channel))
    .filter((line) => line !== null)
    .map(escapeText)
}

/** By which day the calls count, and whether the same can be said by the day of the lead. */
function basisOf(board: Board): string[] {
  const basis = basisInWords(board.headline.metric)
  if (basis === '') return []
  const early = board.channels.flatMap(({ name, cohort }) =>
    cohort?.state === 'provisional' ? [{ name, cohort }] : [],
  )
  if (early.length === 0) return [`The table counts ${escapeText(basis)} (event basis).`]
  return [
    `The table counts ${escapeText(basis)} (event basis). By the day the lead came in (cohort) it is too early to call: ${escapeText(comeInWords(early))}.`,
  ]
}

// Channels that have come about as far need no list.
const ALIKE = 0.05

function comeInWords(early: readonly { name: string; cohort: { maturity: number } }[]): string {
  const percent = (share: number) => formatPercent(share, { digits: 0 })
  const shares = early.map(({ cohort }) => cohort.maturity).sort((a, b) => a - b)
  const [least = 0, most = 0] = [shares[0], shares.at(-1)]
  if (most - least <= ALIKE) {
    const about = percent(least) === percent(most) ? percent(least) : `${percent(least)} to ${percent(most)}`
    return `about ${about} of what this week's leads will bring is in`
  }
  const each = early.map(({ name, cohort }) => `${clamp(name, 60)} ${percent(cohort.maturity)}`)
  return `of what this week's leads will bring is in: ${listed(each, 8)}`
}

function plain(parts: string[]): string {
  return parts.join(' ').replace(/[*_]/g, '')
}
