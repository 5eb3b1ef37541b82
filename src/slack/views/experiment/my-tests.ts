import type { KnownBlock } from '@slack/types'
import { stateInWords } from '../../../domain/experiment/life.ts'
import type { MyTest } from '../../../domain/experiment/my-test.ts'
import type { Team } from '../../../domain/team.ts'
import { context, header, section } from '../../kit/blocks.ts'
import { userText } from '../../kit/text.ts'
import { wayTo } from './card-link.ts'

/** A test of the person who looks; `permalink` leads to its card. */
export type MyTestRow = { team: Pick<Team, 'name'>; test: MyTest; permalink: string | null }

/** As many of a person's tests as their home shows. */
const MOST_MINE = 3

/** The tests of the person who looks at their home: how each stands, and the way to its card. */
export function myTestBlocks(rows: readonly MyTestRow[]): KnownBlock[] {
  if (rows.length === 0) return []
  const more = rows.length - MOST_MINE
  return [
    header('Your tests'),
    ...rows.slice(0, MOST_MINE).map(row),
    ...(more > 0 ? [context(`And ${more} more: \`/beat test mine\` in the channel of the team.`)] : []),
  ]
}

function row({ team, test, permalink }: MyTestRow): KnownBlock {
  const { number, title, state, window } = test
  const facts = [
    stateInWords(state),
    ...(window ? [`day ${window.day} of ${window.days}`] : []),
    userText(team.name, 80),
  ]
  return section(`*T-${number} ${userText(title, 90)}*\n${facts.join(' · ')}`, wayTo(test, permalink))
}
