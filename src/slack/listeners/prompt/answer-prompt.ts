import { reviewName } from '../../../domain/review/review-words.ts'
import { teamById } from '../../../flows/find-team.ts'
import { NARRATIVE_FORM, recallDraft } from '../../../flows/keep-draft.ts'
import { aheadSubject, passWeek, writeAhead } from '../../../flows/prompt/answer-prompt.ts'
import { readAhead } from '../../../flows/prompt/read-ahead.ts'
import { openForm } from '../../forms/open-form.ts'
import { textOf } from '../../kit/values.ts'
import type { Click, Next, Submission } from '../../requests.ts'
import { plainAnswer } from '../../views/notices.ts'
import { narrativeForm } from '../../views/review/narrative-form.ts'
import { narrativeFormFor, numbersOf } from '../review/write-narrative.ts'

/** [Write narrative] under a private prompt or reminder: ahead of the review, or in it once it is open. */
export async function openAhead(click: Click): Promise<void> {
  const { ctx, userId, value } = click
  const [teamId = '', week = '', channelId = ''] = value.split(':')
  await openForm(click, 'Narrative', async () => {
    const team = await teamById(ctx, teamId)
    const { reviewId, channel, board, written, earlier } = await readAhead({ ...ctx, team }, week, channelId)
    if (reviewId !== null) return await narrativeFormFor(ctx, userId, reviewId, channelId)
    const said = written && { happened: written.happened, because: written.because, next: written.next }
    return narrativeForm({
      place: { teamId, week },
      channelId,
      channelName: channel.name,
      numbers: numbersOf(board, channelId),
      written: written &&
        said && { ...said, by: written.writtenBy === userId ? null : written.writtenBy, version: written.version },
      earlier,
      draft: await recallDraft(ctx, { form: NARRATIVE_FORM, subject: aheadSubject(week, channelId) }),
    })
  })
}

/** The narrative was sent ahead of its review. */
export async function saveAheadNarrative({ ctx, values, metadata }: Submission): Promise<Next> {
  const { teamId, week, channelId, seen }: Record<string, string> & { seen?: number } = JSON.parse(metadata)
  const text = (id: string) => textOf(values, id) ?? ''
  await writeAhead(
    { ...ctx, team: await teamById(ctx, teamId ?? '') },
    { week: week ?? '', channelId: channelId ?? '', seen: seen ?? 0 },
    { happened: text('happened'), because: text('because'), next: text('next') },
  )
  return undefined
}

/** [Not this week]: nobody is asked for this channel again, and the review says so. */
export async function passTheWeek({ ctx, value, answer }: Click): Promise<void> {
  const [teamId = '', week = '', channelId = ''] = value.split(':')
  const team = await teamById(ctx, teamId)
  await passWeek({ ...ctx, team }, { week, channelId })
  const name = team.channels.find(({ id }) => id === channelId)?.name ?? 'this channel'
  await answer(
    plainAnswer(
      `${reviewName(week)}: I ask nobody about ${name} any more, and the review says that there is nothing to tell. You can still write.`,
    ),
  )
}
