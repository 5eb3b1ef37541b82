import { readTestNumber } from '../../../domain/experiment/experiment.ts'
import type { TeamContext } from '../../../flows/context.ts'
import { experimentNamed, findCard, readExperiment } from '../../../flows/experiment/read-experiment.ts'
import { teamMeant, teamOfExperiment } from '../../../flows/find-team.ts'
import { Invalid } from '../../../lib/errors.ts'
import { nearWord } from '../../../lib/near-word.ts'
import { linkTo } from '../../links.ts'
import { membersOnly, requireMember } from '../../members-only.ts'
import { type Click, type Command, pairOf } from '../../requests.ts'
import { experimentCard } from '../../views/experiment/card.ts'
import { RARE } from '../../views/experiment/card-actions.ts'
import { linked } from '../../views/experiment/card-link.ts'
import { showHelp } from '../show-help.ts'
import { openAmend } from './amend-experiment.ts'
import { openHandTestOver } from './hand-over-test.ts'
import { listTestsByCommand, showBacklogByCommand } from './list-experiments.ts'
import { editIdea, newTestByCommand } from './log-experiment.ts'
import { askWhy } from './move-experiment.ts'
import { openPlan } from './plan-experiment.ts'
import { openScore } from './score-experiment.ts'
import { openTestSettings } from './set-test-rules.ts'
import { showCalibration } from './show-calibration.ts'

const WORDS = ['new', 'settings', 'list', 'mine', 'backlog', 'calibration', 'help']

/** `/beat test new | T-12 | settings | list | mine | backlog | calibration`. */
export async function runTest(command: Command): Promise<void> {
  const [word = '', ...more] = command.text.trim().split(/\s+/)
  const rest = more.join(' ')
  switch (word.toLowerCase()) {
    case 'new':
      return await newTestByCommand(command, rest)
    case 'settings':
      return await membersOnly(openTestSettings)(command)
    case '':
    case 'list':
      return await listTestsByCommand(command, rest)
    case 'mine':
      return await listTestsByCommand(command, `mine ${rest}`)
    case 'backlog':
      return await showBacklogByCommand(command)
    case 'calibration':
      return await showCalibration(command)
    case 'help':
      return await showHelp({ ...command, text: 'test' })
    default:
      if (readTestNumber(word) !== null) return await showTest(command, word)
      throw new Invalid(
        `I do not know "/beat test ${command.text}".${guess(word, rest)} It is \`/beat test\` with new, list, mine, backlog, calibration, settings, or the number of a test, as in T-12.`,
      )
  }
}

function guess(word: string, rest: string): string {
  const meant = nearWord(word, WORDS)
  return meant === null ? '' : ` Did you mean \`${`/beat test ${meant} ${rest}`.trim()}\`?`
}

/** The menu of a test's card: what is rarely done. */
export async function moreOfTest(click: Click): Promise<void> {
  const [word, experimentId] = pairOf(click.value)
  const what = RARE.find((each) => each === word)
  // Nobody shall write what they may not send.
  if (what === 'amend' || what === 'stop' || what === 'hand_over' || what === 'abandon') await requireMember(click)
  switch (what) {
    case 'edit':
      return await editIdea(click, experimentId)
    case 'plan':
      return await openPlan(click, experimentId)
    case 'score':
      return await openScore(click, experimentId)
    case 'amend':
      return await openAmend(click, experimentId)
    case 'stop':
      return await askWhy(click, experimentId, 'stop')
    case 'hand_over':
      return await openHandTestOver(click, experimentId)
    case 'abandon':
      return await askWhy(click, experimentId, 'abandon')
    case undefined:
      throw new Invalid('I do not know this choice any more. `/beat test T-12` shows what can be done now.')
  }
}

async function showTest(command: Command, word: string): Promise<void> {
  const ctx: TeamContext = { ...command.ctx, team: await teamMeant(command.ctx, command.conversationId) }
  await showCard(command, ctx, (await experimentNamed(ctx, word)).id)
}

/** [Show] beside a test in a list. */
export async function showTestByClick(click: Click): Promise<void> {
  await showCard(click, { ...click.ctx, team: await teamOfExperiment(click.ctx, click.value) }, click.value)
}

async function showCard({ client, answer }: Pick<Click, 'client' | 'answer'>, ctx: TeamContext, id: string) {
  const permalink = await linkTo(client, await findCard(ctx, id))
  await answer(linked(experimentCard(await readExperiment(ctx, id)), permalink))
}
