import type { KnownBlock } from '@slack/types'
import { announcedInWords } from '../../domain/announced.ts'
import { momentInWords, weekdayName, zoneInWords } from '../../domain/moment.ts'
import { reviewName } from '../../domain/review/review-words.ts'
import type { Team } from '../../domain/team.ts'
import { ACTION } from '../ids.ts'
import { actions, button, context, section } from '../kit/blocks.ts'
import { listed, sentence } from '../kit/sentence.ts'
import { escapeText, userText } from '../kit/text.ts'

type Notice = { text: string; blocks: KnownBlock[] }

/** A short answer to one person; `link` leads on from it. */
export function plainAnswer(text: string, link?: { url: string; text: string }): Notice {
  const said = sentence(text)
  const there = link
    ? [actions('answer', [button({ id: ACTION.goThere, text: link.text, url: link.url, label: link.text })])]
    : []
  return { text: said, blocks: [section(said), ...there] }
}

/** What a channel is told when the bot joins it and no team lives there. */
export function welcome(): Notice {
  const title = 'I run the weekly review of a marketing team'
  const how =
    "Numbers come in as exports dropped here; every week a thread opens with what changed, and each channel's owner says why."
  return {
    text: `${title}. Set up the team of this channel with /beat setup.`,
    blocks: [
      section(`*${title}.* ${how}`),
      actions('welcome', [button({ id: ACTION.setUp, text: 'Set up a team here', style: 'primary' })]),
    ],
  }
}

/** What a team's channel is told once the team is set up, or has been changed. */
export function teamReady({ team, changed }: { team: Team; changed: boolean }): Notice {
  const name = userText(team.name, 80)
  const title = changed ? `${name} was changed` : `${name} is set up`
  const opens = `The review opens every ${weekdayName(team.reviewWeekday)} at ${team.reviewTime} (${escapeText(zoneInWords(team.zone))})`
  const names = team.channels.map((channel) => userText(channel.name, 80))
  const channels = names.length > 0 ? `Channels: ${listed(names, 12)}.` : 'There is no channel yet.'
  const blocks: KnownBlock[] = [
    section(`*${title}*\n${opens}. ${channels}`),
    ...(changed
      ? []
      : [
          context(
            'Next: drop an export of your ad platform into this channel. I show what it would do before it does it.',
            'With a few weeks of numbers in, the starter set proposes six guardrails with bounds from your own weeks.',
          ),
          actions('ready', [button({ id: ACTION.offerStarters, text: 'Starter set of guardrails', value: team.id })]),
        ]),
  ]
  return { text: `${title}. ${opens}.`, blocks }
}

/** What a team's channel is told when its rhythm pauses or goes on; `by` is who did it, by id. */
export function rhythmChanged(state: {
  team: Team
  move: 'pause' | 'resume'
  by: string
  names: Readonly<Record<string, string>>
}): Notice {
  const { team, move, by, names } = state
  const who = by === 'operator' ? 'The operator' : userText(names[by] ?? 'A colleague', 80)
  const text =
    move === 'pause'
      ? `${who} paused the weekly review of ${userText(team.name, 80)}. Nothing opens by itself until \`/beat review resume\`; alerts go on.`
      : `${who} resumed the weekly review of ${userText(team.name, 80)}. It opens every ${weekdayName(team.reviewWeekday)} at ${team.reviewTime} (${escapeText(zoneInWords(team.zone))}).`
  return { text, blocks: [section(text)] }
}

/** What a team's channel is told when one review to come is moved, skipped, or as usual again; `by` is who did it, by id. */
export function reviewShifted(state: {
  team: Team
  what: string
  week: string
  dueAt: Date
  by: string
  names: Readonly<Record<string, string>>
}): Notice {
  const { team, what, week, dueAt, by, names } = state
  const who = by === 'operator' ? 'The operator' : userText(names[by] ?? 'A colleague', 80)
  const review = `the review of ${reviewName(week)}`
  const when = momentInWords(dueAt, team.zone)
  const text =
    what === 'skip'
      ? `${who} skipped ${review}: it does not open. \`/beat review usual\` takes that back.`
      : what === 'move'
        ? `${who} moved ${review} to ${when}.`
        : `${who} put ${review} back to its usual time, ${when}.`
  return { text, blocks: [section(text)] }
}

/** What a team's channel is told when its targets, budgets or economics change, in one line. */
export function targetsChanged(state: {
  actor: string
  said: string
  names: Readonly<Record<string, string>>
}): Notice {
  const who = state.actor === 'operator' ? 'The operator' : (state.names[state.actor] ?? 'A colleague')
  const text = `${userText(who, 80)} changed what we aim for · *${userText(state.said, 2_000)}*`
  return { text, blocks: [section(text), context('`/beat targets` shows all of it.')] }
}

/** What the lead is told when a review did not open because the bot was away too long. */
export function reviewMissed({ team, week }: { team: Team; week: string }): Notice {
  const title = `The review of ${reviewName(week)} did not open`
  return {
    text: `${title} for ${userText(team.name, 80)}.`,
    blocks: [
      section(
        `*${title}* for ${userText(team.name, 80)}: I was not running when it was due, and came back too late for it.`,
      ),
      context('The next one opens as planned. The last complete week can be opened now, unless it has been.'),
      actions(`missed:${team.id}:${week}`, [
        button({ id: ACTION.openReviewNow, text: 'Open the last week now', value: team.id }),
        button({ id: ACTION.previewReview, text: 'Preview it', value: team.id }),
      ]),
    ],
  }
}

/** Asks whether a post is there that Slack neither confirmed nor refused; or says that this is settled. */
export function deliveryQuestion(state: {
  announcementId: string
  kind: string
  conversationId: string
  since: Date | null
  open: boolean
}): Notice {
  const { announcementId, kind, conversationId, since, open } = state
  const place = /^[CG]/.test(conversationId) ? `in <#${conversationId}>` : 'in a direct message'
  const what = `${announcedInWords(kind)} ${place}`
  if (!open) return { text: 'This is settled.', blocks: [section(`*Settled* · ${what}`)] }
  const asked = since ? ` (${momentInWords(since, 'UTC')})` : ''
  return {
    text: `Can you see ${what}?`,
    blocks: [
      section(
        `*Can you see ${what}?*\nSlack did not say whether it took it${asked}, and I cannot find it. I do not want to post it twice.`,
      ),
      actions(`delivery:${announcementId}`, [
        button({ id: ACTION.itIsThere, text: 'It is there', value: announcementId }),
        button({ id: ACTION.postAgain, text: 'Post it again', value: announcementId }),
      ]),
    ],
  }
}
