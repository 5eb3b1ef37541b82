import type { KnownBlock } from '@slack/types'
import type { Calibration } from '../../../domain/experiment/calibration.ts'
import { calibrationInWords } from '../../../domain/experiment/calibration-words.ts'
import type { Team } from '../../../domain/team.ts'
import { context, section } from '../../kit/blocks.ts'
import { inTexts, sentence } from '../../kit/sentence.ts'
import { userText } from '../../kit/text.ts'

const MOST_LINES = 40

/** The private answer to how well a team foresees: all tests, then each lever, then what this person scored. */
export function calibrationAnswer(state: { team: Pick<Team, 'name'>; calibration: Calibration; userId: string }): {
  text: string
  blocks: KnownBlock[]
} {
  const { all, levers, scorers } = calibrationInWords(state.calibration, state.userId)
  const title = `How well ${userText(state.team.name, 80)} foresees`
  const told = sentence(all)
  return {
    text: `${title}: ${told}`,
    blocks: [
      section(`*${title}*\n${told}`),
      ...listOf('By lever', levers),
      ...listOf('By score (your own is shown to nobody else)', scorers),
      context(
        'Expected and measured lifts are good news when positive: for a cost, +10 % is 10 % cheaper. Invalid tests measured nothing and are left out.',
      ),
    ],
  }
}

function listOf(title: string, lines: readonly string[]): KnownBlock[] {
  if (lines.length === 0) return []
  const shown = lines.slice(0, MOST_LINES).map((line) => `• ${sentence(line, 400)}`)
  return inTexts([`*${title}*`, ...shown]).map((text) => section(text))
}
