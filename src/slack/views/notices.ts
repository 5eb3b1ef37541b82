import type { KnownBlock } from '@slack/types'
import { momentInWords, weekdayName, zoneInWords } from '../../domain/moment.ts'
import { reviewName } from '../../domain/review-words.ts'
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
          ),
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
      ? `${who} paused the weekly review of ${userText(team.name, 80)}. Nothing opens by itself until \`/beat review resume\`.`
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
  const what = `${KINDS[kind] ?? 'a message'} ${place}`
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

const KINDS: Readonly<Record<string, string>> = {
  'review-header': 'the first message of the weekly review',
  'review-chart': 'the picture of the weekly review',
  'review-standing': 'the reply "Winning and leaking" of the weekly review',
  'review-movement': 'the reply "What changed" of the weekly review',
  'review-waterfall': 'the picture of what changed in the weekly review',
  'review-creatives': 'the reply "Creative retro" of the weekly review',
  'review-restated': 'the note in the weekly review that its numbers were restated',
  'review-narrative': "a channel's reply of the weekly review",
  'lead-handed': 'the note that somebody leads a review',
  'review-month': 'the month in the first review after it',
  'review-month-chart': 'the picture of the month in the first review after it',
  'review-launches': 'the launches of the weekly review',
  'launch-due': 'the question about a launch',
  'narrative-prompt': 'the question before a review',
  'narrative-reminder': 'the reminder of a review',
  'review-digest': 'the digest of the weekly review',
  'review-missed': 'the note on a review that did not open',
  'import-preview': 'the preview of an import',
  'import-done': 'the note on an import',
  'source-note': 'the note on a source of numbers',
  'team-ready': 'the note that the team is set up',
  'targets-changed': 'the note on a change of targets',
  'rhythm-changed': 'the note on the rhythm',
  'review-actions': 'the reply "Actions" of the weekly review',
  'action-told': 'what one person is told of an action',
  'action-overdue': 'what one person is told of their overdue actions',
  'absence-told': 'what one person is told who answers for another',
  'rhythm-shifted': 'the note on a review that was moved or skipped',
  'experiment-card': 'the card of a test',
  'experiment-note': 'a note in the thread of a test',
  'experiment-told': 'what one person is told of a test',
  'experiment-reading': 'a result in the thread of a test',
  'experiment-second': 'the question to a second person in the thread of a test',
  'experiment-second-asked': 'the question to a second person about a test',
  'experiment-decision': 'the decision about a test',
  'experiment-unread': 'the note on a test that could not be read from our numbers',
  'experiment-learning': 'the learning in the thread of a test',
}
