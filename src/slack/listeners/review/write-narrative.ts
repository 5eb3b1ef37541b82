import { withNearAbsences } from '../../../domain/absence/absence.ts'
import { mayNarrate, type Narrative } from '../../../domain/review/narrative.ts'
import type { Board } from '../../../domain/review/review.ts'
import { labelOf, valueInWords } from '../../../domain/review/review-words.ts'
import type { Channel, Team } from '../../../domain/team.ts'
import type { Context } from '../../../flows/context.ts'
import { teamMeant, teamOfReview } from '../../../flows/find-team.ts'
import { NARRATIVE_FORM, recallDraft } from '../../../flows/keep-draft.ts'
import { listMine } from '../../../flows/list-mine.ts'
import { readNarrative, readReview, readReviewStatus } from '../../../flows/review/read-review.ts'
import { narrativeSubject, writeNarrative } from '../../../flows/review/write-narrative.ts'
import { Invalid, NotFound } from '../../../lib/errors.ts'
import { formatMetric } from '../../../lib/format.ts'
import { textOf } from '../../kit/values.ts'
import { type Click, type Command, type Next, pairOf, type Shortcut, type Submission } from '../../requests.ts'
import { narrativeChoice, narrativeForm, noticeModal, waitingForm } from '../../views/review/narrative-form.ts'

type Opening = Pick<Click, 'ctx' | 'client' | 'userId' | 'triggerId'>

/** [Write narrative] under a channel, or on the header, where the channel is still to be found. */
export async function openNarrative(click: Click): Promise<void> {
  const [reviewId, channelId] = pairOf(click.value)
  await open(click, async () => ({ reviewId, channelId }))
}

/** `/beat narrative [channel]`. */
export async function writeNarrativeByCommand(command: Command): Promise<void> {
  await open(command, async () => {
    const team = await teamMeant(command.ctx, command.conversationId)
    const status = await readReviewStatus({ ...command.ctx, team })
    if (!status.latest)
      throw new NotFound(
        'No review has been opened yet, so there is nothing to write about. `/beat review` says when the first one opens.',
      )
    return { reviewId: status.latest.review.id, channelId: channelNamed(team, command.text) }
  })
}

/** The id of the channel that was named, '' where none was. */
function channelNamed(team: Team, text: string): string {
  const said = text.trim().toLowerCase()
  if (said === '') return ''
  const channel = team.channels.find(({ key, name }) => key === said || name.toLowerCase() === said)
  if (channel) return channel.id
  throw new NotFound(
    `I do not know the channel "${said}". There is: ${team.channels.map(({ name }) => name).join(', ')}.`,
  )
}

/** The global shortcut: the person's first narrative that is due. */
export async function openNarrativeByShortcut(shortcut: Shortcut): Promise<void> {
  await open(shortcut, async () => {
    const { tasks } = await listMine(shortcut.ctx, shortcut.userId)
    const due = tasks.find((task) => task.kind === 'narrative')
    if (due?.kind !== 'narrative')
      throw new NotFound('No narrative of yours is due. To edit one, use its button in the review thread.')
    return { reviewId: due.review.id, channelId: due.channelId }
  })
}

/** A channel was chosen: its form takes the place of the choice. */
export async function chooseNarrative({ ctx, userId, values, metadata }: Submission): Promise<Next> {
  const { reviewId } = JSON.parse(metadata)
  return { update: await narrativeFormFor(ctx, userId, reviewId, textOf(values, 'channel') ?? '') }
}

/** The narrative was sent. */
export async function saveTheNarrative({ ctx, values, metadata }: Submission): Promise<Next> {
  const { reviewId, channelId, seen } = JSON.parse(metadata)
  const team = await teamOfReview(ctx, reviewId)
  const text = (id: string) => textOf(values, id) ?? ''
  await writeNarrative(
    { ...ctx, team },
    // A form that was opened before forms knew this carries no version.
    { reviewId, channelId, seen: seen ?? 0 },
    { happened: text('happened'), because: text('because'), next: text('next') },
  )
  return undefined
}

/** A light view opens at once, because a trigger dies after three seconds; what it holds follows. */
async function open(request: Opening, find: () => Promise<{ reviewId: string; channelId: string }>): Promise<void> {
  const { ctx, client, userId } = request
  const opened = await client.views.open({ trigger_id: request.triggerId, view: waitingForm('Narrative') })
  const id = opened.view?.id ?? ''
  try {
    const { reviewId, channelId } = await find()
    await client.views.update({ view_id: id, view: await narrativeFormFor(ctx, userId, reviewId, channelId) })
  } catch (error) {
    const sentence = error instanceof NotFound || error instanceof Invalid ? error.message : null
    if (sentence === null) throw error
    await client.views.update({ view_id: id, view: noticeModal('Narrative', sentence) })
  }
}

/** The form of a channel's narrative in a review, or the choice of the channel where several are meant. */
export async function narrativeFormFor(ctx: Context, userId: string, reviewId: string, channelId: string) {
  const team = await teamOfReview(ctx, reviewId)
  const teamCtx = { ...ctx, team }
  const { review, today } = await readReview(teamCtx, reviewId)
  const near = withNearAbsences(team, today)
  const mine = team.channels.filter((channel) => mayNarrate(near, channel, userId))
  const [only] = mine
  if (channelId === '' && mine.length !== 1) {
    if (!only) throw new NotFound('You own no channel of this team. Reply in the thread to add to a narrative.')
    const written = new Set(review.narratives.map((narrative) => narrative.channelId))
    return narrativeChoice({ reviewId, channels: mine.map(({ id, name }) => ({ id, name, written: written.has(id) })) })
  }
  const channel = team.channels.find(({ id }) => id === (channelId || only?.id))
  if (!channel) throw new NotFound('This channel has been removed from the team.')
  if (!mayNarrate(team, channel, userId))
    throw new NotFound(
      `The narrative of ${channel.name} is written by ${ownerOf(channel)}. Reply in the thread to add to it.`,
    )
  const { written, earlier } = await readNarrative(teamCtx, reviewId, channel.id)
  // What was begun ahead of the review is the draft of the same narrative.
  const draft =
    (await recallDraft(ctx, { form: NARRATIVE_FORM, subject: narrativeSubject(reviewId, channel.id) })) ??
    (written
      ? null
      : await recallDraft(ctx, { form: NARRATIVE_FORM, subject: narrativeSubject(review.week, channel.id) }))
  return narrativeForm({
    place: { reviewId },
    channelId: channel.id,
    channelName: channel.name,
    numbers: numbersOf(review.board, channel.id),
    written: written && {
      ...textsOf(written),
      by: written.writtenBy === userId ? null : written.writtenBy,
      version: written.version,
    },
    earlier: earlier && textsOf(earlier),
    draft,
  })
}

function ownerOf({ ownerUserId }: Channel): string {
  return ownerUserId ? `<@${ownerUserId}>` : 'its owner'
}

/** The week's numbers of a channel in one line. */
export function numbersOf(board: Board, channelId: string): string {
  const row = board.channels.find((channel) => channel.channelId === channelId)
  if (!row || (row.spend === null && row.cost.value === null)) return 'There are no numbers of this week yet.'
  const [now, last] = [row.cost.value, row.cost.last].map((value) => valueInWords(board, row.cost, value))
  return `${formatMetric(row.spend, 'money', board.currency)} spent · ${labelOf(board, row.cost)} ${now} (last week ${last})`
}

function textsOf(narrative: Narrative) {
  return { happened: narrative.happened, because: narrative.because, next: narrative.next }
}
