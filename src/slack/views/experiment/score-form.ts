import type { KnownBlock, ModalView } from '@slack/types'
import type { ScoreModel } from '../../../domain/experiment/experiment.ts'
import {
  formulaInWords,
  SCORE_INPUTS,
  type ScoreInputs,
  type ScoreSummary,
  scoreOf,
} from '../../../domain/experiment/score.ts'
import { scoreInWords } from '../../../domain/experiment/test-words.ts'
import { formatCount } from '../../../lib/format.ts'
import { VIEW } from '../../ids.ts'
import { context, section } from '../../kit/blocks.ts'
import { select } from '../../kit/inputs.ts'
import { modal } from '../../kit/modal.ts'
import { clamp, userText } from '../../kit/text.ts'

/** What somebody sees who scores a test; the team's score only once they have given their own. */
export type ScoreFormState = {
  experimentId: string
  name: string
  title: string
  model: ScoreModel
  own: ScoreInputs | null
  team: ScoreSummary | null
  /** It has just been given. */
  isSaved: boolean
}

/** The private rating of an idea: nobody sees whose score it is, and it is given before the team's is seen. */
export function scoreForm(state: ScoreFormState): ModalView {
  const { experimentId, name, title, model, own, isSaved } = state
  const ratings = Array.from({ length: 10 }, (_, at) => ({ value: String(at + 1), text: String(at + 1) }))
  return modal({
    id: VIEW.score,
    title: clamp(`Score ${name}`, 24),
    submit: own ? 'Change my score' : 'Save my score',
    close: isSaved ? 'Done' : 'Cancel',
    metadata: { experimentId, model },
    blocks: [
      section(`*${userText(title, 120)}*\n${formulaInWords(model)}`),
      ...standing(state),
      ...SCORE_INPUTS[model].map(({ key, label, hint }) =>
        select({ id: key, label, hint, choices: ratings, initial: String(own?.[key] ?? '') }),
      ),
      context(
        'Nobody is told who gave what. Everybody sees the mean, from two scores on; who has scored also sees how far they lie apart.',
      ),
    ],
  })
}

function standing({ model, own, team, isSaved }: ScoreFormState): KnownBlock[] {
  if (!own) return [context('How far the scores lie apart is shown once you have given yours.')]
  const mine = `${isSaved ? 'Saved. ' : ''}Your score: *${formatCount(scoreOf(model, own), { digits: 1 })}*`
  return [section(team && team.count > 1 ? `${mine} · the team's: *${scoreInWords(model, team)}*` : mine)]
}
