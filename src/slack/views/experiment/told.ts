import type { KnownBlock } from '@slack/types'
import { type Experiment, testName } from '../../../domain/experiment/experiment.ts'
import { briefInWords } from '../../../domain/experiment/test-words.ts'
import { actions, context, section } from '../../kit/blocks.ts'
import { userText } from '../../kit/text.ts'
import { whyLine } from '../why.ts'
import { budgetButtons } from './budget-buttons.ts'
import { experimentNote, type NoteState } from './note.ts'

/** What one person is told privately of a test: what happened, what the test is about and, while an answer is due, its buttons. */
export function experimentTold(state: NoteState): { text: string; blocks: KnownBlock[] } {
  const { team, experiment, what } = state
  const { text, blocks } = experimentNote(state)
  const about = `*${testName(experiment)} ${userText(experiment.title, 120)}*\n${userText(briefInWords(experiment.brief), 1_200)}`
  const isAsked = what === 'approval_asked'
  const why = isAsked
    ? `You lead ${userText(team.name, 60)}, and the lead answers for the budget of its tests.`
    : 'You own this test.'
  return { text, blocks: [section(about), ...blocks, ...(isAsked ? [ask(experiment)] : []), whyLine(why)] }
}

function ask({ id, state, design }: Experiment): KnownBlock {
  if (state !== 'pending_approval') return context('This has been answered.')
  return actions(`told:${id}`, budgetButtons(id, design?.budget ?? null))
}
