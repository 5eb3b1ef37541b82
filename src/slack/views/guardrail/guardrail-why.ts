import type { KnownBlock } from '@slack/types'
import type { Evaluation } from '../../../domain/guardrail/evaluation.ts'
import { type Guardrail, guardrailName } from '../../../domain/guardrail/guardrail.ts'
import { workedOut } from '../../../domain/guardrail/incident-words.ts'
import { momentInWords } from '../../../domain/moment.ts'
import type { Team } from '../../../domain/team.ts'
import { dayInWords } from '../../../domain/week.ts'
import { stopped } from '../../../lib/text.ts'
import { context, section } from '../../kit/blocks.ts'
import { sentence } from '../../kit/sentence.ts'
import { userText } from '../../kit/text.ts'

const VERDICTS: Record<Evaluation['verdict'], string> = {
  OK: 'within its bounds',
  WARN: 'close to its bound',
  BREACH: 'broken',
  INSUFFICIENT: 'too little to say',
  NO_DATA: 'no data',
  ERROR: 'could not be judged',
}

function stateInWords(state: string, { fireAfter, resolveAfter }: Guardrail): string {
  switch (state) {
    case 'NORMAL':
      return 'no alert'
    case 'PENDING':
      return `broken, and told once it has been so on ${fireAfter} days in a row`
    case 'FIRING':
      return 'breaching'
    case 'RECOVERING':
      return `recovering, and over after ${resolveAfter} good days in a row`
    case 'RESOLVED':
      return 'resolved just now'
    default:
      return state
  }
}

/** The private answer to `/beat guardrail why G-4`: the last judgement in a sentence, then the formula, its inputs and bounds. */
export function guardrailWhy(state: {
  team: Team
  guardrail: Guardrail
  evaluation: Evaluation | null
  state: string
  mutedBy: string | null
}): { text: string; blocks: KnownBlock[] } {
  const { team, guardrail, evaluation, mutedBy } = state
  const name = userText(guardrailName(guardrail, team), 160)
  if (!evaluation) {
    const text = `${name} has not been judged yet.`
    return { text, blocks: [section(`*${text}* That happens after the next import, or within the hour.`)] }
  }
  const muted = mutedBy ? ` Muted by ${userText(mutedBy, 160)}, so this moves nothing.` : ''
  const lines = workedOut(guardrail, evaluation, team).map((line) => `• ${userText(line, 300)}`)
  const through = evaluation.dataThrough === null ? '' : ` on numbers through ${dayInWords(evaluation.dataThrough)}`
  return {
    text: `${name}: ${VERDICTS[evaluation.verdict]}`,
    blocks: [
      section(
        `*${name}* · ${VERDICTS[evaluation.verdict]}\n${sentence(mutedBy ? stopped(evaluation.sentence) : evaluation.sentence, 900)}${muted}`,
      ),
      ...(lines.length > 0 ? [section(lines.join('\n'))] : []),
      context(
        `State: ${stateInWords(state.state, guardrail)}. Judged ${momentInWords(evaluation.judgedAt, team.zone)}${through}.`,
      ),
    ],
  }
}
