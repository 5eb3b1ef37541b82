import type { TeamContext } from '../../flows/context.ts'
import { DECISION } from '../../flows/experiment/carry-out.ts'
import { SECOND, SECOND_ASKED } from '../../flows/experiment/decide-experiment.ts'
import { NOTE, readNote, TOLD } from '../../flows/experiment/note.ts'
import { readExperiment } from '../../flows/experiment/read-experiment.ts'
import { explainUnread, UNREAD } from '../../flows/experiment/read-numbers.ts'
import { readDecision, readLearning, readReading } from '../../flows/experiment/read-result.ts'
import { READING } from '../../flows/experiment/record-reading.ts'
import { LEARNING } from '../../flows/experiment/write-learning.ts'
import type { Announcement, Drawing } from '../announcer/desk.ts'
import { message } from '../announcer/drawing.ts'
import type { Rendered } from '../messenger.ts'
import { experimentCard } from '../views/experiment/card.ts'
import { decisionPost, secondReply } from '../views/experiment/decision.ts'
import { learningReply } from '../views/experiment/learning.ts'
import { experimentNote, type NoteState } from '../views/experiment/note.ts'
import { readingReply } from '../views/experiment/reading.ts'
import { experimentTold } from '../views/experiment/told.ts'
import { testUnread } from '../views/experiment/unread.ts'
import { saidTo } from '../views/why.ts'

const SECOND_WHY =
  'A decision against the recommendation takes two. I ask the lead of the team, or the owner of the test where the lead proposed it.'

/** Draws what is said about a test: its card, and the replies in its thread. */
export async function drawExperiment(
  ctx: TeamContext,
  { kind, subject, part, conversationId }: Pick<Announcement, 'kind' | 'subject' | 'part' | 'conversationId'>,
): Promise<Drawing> {
  switch (kind) {
    case 'experiment-card':
      return message(experimentCard(await readExperiment(ctx, subject)))
    case NOTE:
      return await drawNote(ctx, subject, part, experimentNote)
    case TOLD:
      return await drawNote(ctx, subject, part, experimentTold)
    case READING:
      return message(readingReply(await readReading(ctx, subject, part)))
    case SECOND:
    case SECOND_ASKED: {
      const shown = secondReply(await readDecision(ctx, subject, part))
      return message(saidTo(conversationId, shown, SECOND_WHY))
    }
    case DECISION:
      return message(decisionPost(await readDecision(ctx, subject, part)))
    case UNREAD:
      return await drawUnread(ctx, subject)
    case LEARNING:
      return message(learningReply(await readLearning(ctx, subject)))
    default:
      return { kind: 'nothing', reason: `no view draws ${kind}` }
  }
}

async function drawUnread(ctx: TeamContext, experimentId: string): Promise<Drawing> {
  const why = await explainUnread(ctx, experimentId)
  if (why === null) return { kind: 'nothing', reason: 'it can be read by now' }
  const { experiment } = await readExperiment(ctx, experimentId)
  return message(testUnread({ experiment, why }))
}

async function drawNote(
  ctx: TeamContext,
  experimentId: string,
  part: string,
  draw: (state: NoteState) => Rendered,
): Promise<Drawing> {
  const noted = await readNote(ctx, experimentId, part)
  if (!noted) return { kind: 'nothing', reason: 'nothing is known of what it was about' }
  const { team, experiment, names } = await readExperiment(ctx, experimentId)
  const { actor: by, detail: said } = noted.entry
  return message(draw({ team, experiment, names, what: noted.what, by, said }))
}
