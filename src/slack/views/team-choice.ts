import type { KnownBlock, ModalView } from '@slack/types'
import type { Team } from '../../domain/team.ts'
import { ACTION, VIEW } from '../ids.ts'
import { actions, button, context, section } from '../kit/blocks.ts'
import { radio, select } from '../kit/inputs.ts'
import { modal } from '../kit/modal.ts'
import { clamp, escapeText } from '../kit/text.ts'

type Named = Pick<Team, 'id' | 'name'>

/** The message that a shortcut was used on. */
export type ChosenMessage = { conversationId: string; ts: string; text: string }

/** What goes on once the team is chosen. */
export type TeamPurpose = 'test' | 'action'

const MOST_BUTTONS = 20
const LONGEST_SAID = 1_500
// What is typed travels with the form, which holds 3,000 characters, each perhaps escaped.
const LONGEST_TEXT = 1_200

/** Asks which team a command means that was typed where none lives; each button does what was typed for its team. */
export function whichTeam({ teams, said }: { teams: readonly Named[]; said: string }): {
  text: string
  blocks: KnownBlock[]
} {
  const typed = clamp(said.trim(), LONGEST_SAID)
  const buttons = teams
    .slice(0, MOST_BUTTONS)
    .map(({ id, name }, at) => button({ id: `${ACTION.teamMeant}:${at}`, text: name, value: `${id}:${typed}` }))
  const more = teams.length - MOST_BUTTONS
  return {
    text: 'Which team do you mean?',
    blocks: [
      section(
        `*Which team do you mean?* \`/beat ${escapeText(clamp(typed, 200)).replaceAll('`', "'")}\` is about one.`,
      ),
      actions('team-meant', buttons),
      context(
        more > 0
          ? `And ${more} more: type it in their channel.`
          : 'Typed in the channel of a team, it needs no question.',
      ),
    ],
  }
}

/** The step before a form where a shortcut came from nowhere in particular. */
export function teamChoice(state: {
  purpose: TeamPurpose
  title: string
  teams: readonly Named[]
  message: ChosenMessage | null
}): ModalView {
  const { purpose, title, teams, message } = state
  const choices = teams.map(({ id, name }) => ({ value: id, text: clamp(name, 75) }))
  const [first] = choices
  const asked = { id: 'team', label: 'Which team?', choices, ...(first && { initial: first.value }) }
  const from = message && { ...message, text: clamp(message.text, LONGEST_TEXT) }
  return modal({
    id: VIEW.teamChoice,
    title,
    submit: 'Next',
    metadata: { purpose, ...from },
    blocks: [choices.length > 10 ? select(asked) : radio(asked)],
  })
}
