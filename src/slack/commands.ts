import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt'
import { teamById, teamsMeant } from '../flows/find-team.ts'
import { answered, asked, showTo } from './interactions.ts'
import { awayByCommand, backByCommand } from './listeners/absence/set-absence.ts'
import { openHolidaysByCommand } from './listeners/absence/set-holidays.ts'
import { runAction } from './listeners/action/run-action.ts'
import { checkLinkByCommand } from './listeners/control/check-link.ts'
import { showControlsByCommand } from './listeners/control/show-controls.ts'
import { stressByCommand } from './listeners/control/stress-plan.ts'
import { showCreativesByCommand } from './listeners/creative/show-creatives.ts'
import { decideTestByCommand } from './listeners/experiment/decide-experiment.ts'
import { runTest } from './listeners/experiment/run-test.ts'
import { searchLogByCommand } from './listeners/experiment/search-experiments.ts'
import { takeResultByCommand } from './listeners/experiment/take-result.ts'
import { runGuardrail, showIncidents } from './listeners/guardrail/run-guardrail.ts'
import { runLaunch } from './listeners/launch/run-launch.ts'
import { explainChangeByCommand } from './listeners/metric/explain-change.ts'
import { economicsByCommand } from './listeners/metric/set-economics.ts'
import { targetsByCommand } from './listeners/metric/set-target.ts'
import { definitionsByCommand, rulesByCommand } from './listeners/metric/show-definitions.ts'
import { showNumbersByCommand } from './listeners/metric/show-numbers.ts'
import { openRemindersByCommand } from './listeners/prompt/set-reminders.ts'
import { runReview } from './listeners/review/run-review.ts'
import { showSchedule } from './listeners/review/show-schedule.ts'
import { writeNarrativeByCommand } from './listeners/review/write-narrative.ts'
import { openTeamFormByCommand } from './listeners/set-up-team.ts'
import { showHelp } from './listeners/show-help.ts'
import { showMine } from './listeners/show-mine.ts'
import { runSources } from './listeners/source/run-sources.ts'
import { membersOnly } from './members-only.ts'
import type { Click, Command, Desk } from './requests.ts'
import { USAGES, type Word } from './usages.ts'
import { whichTeam } from './views/team-choice.ts'

const RUN: Record<Word, (command: Command) => Promise<void>> = {
  '': showMine,
  setup: membersOnly(openTeamFormByCommand),
  numbers: showNumbersByCommand,
  why: explainChangeByCommand,
  targets: targetsByCommand,
  economics: membersOnly(economicsByCommand),
  definitions: definitionsByCommand,
  rules: rulesByCommand,
  creatives: showCreativesByCommand,
  narrative: writeNarrativeByCommand,
  review: runReview,
  test: runTest,
  result: takeResultByCommand,
  decide: membersOnly(decideTestByCommand),
  log: searchLogByCommand,
  source: membersOnly(runSources),
  action: runAction,
  away: awayByCommand,
  back: backByCommand,
  holidays: membersOnly(openHolidaysByCommand),
  reminders: membersOnly(openRemindersByCommand),
  launch: runLaunch,
  controls: showControlsByCommand,
  stress: stressByCommand,
  utm: checkLinkByCommand,
  incidents: showIncidents,
  guardrail: runGuardrail,
  schedule: showSchedule,
  preview: showSchedule,
  help: showHelp,
}

/** Answers `/beat`: acknowledged at once, then the subcommand; what is not known is answered with help. */
export function answerCommand(desk: Desk) {
  return async ({ ack, body, command }: SlackCommandMiddlewareArgs & AllMiddlewareArgs): Promise<void> => {
    await ack()
    const [word = ''] = command.text.trim().split(/\s+/)
    const { ctx, client, userId, met } = await asked(desk, { team: { id: body.team_id }, user: { id: body.user_id } })
    const place = { conversationId: command.channel_id, threadTs: null }
    const request = {
      ctx,
      client,
      userId,
      desk,
      conversationId: command.channel_id,
      triggerId: command.trigger_id,
      answer: async (shown: Parameters<Command['answer']>[0]) =>
        await showTo({ client, userId }, place, shown, command.response_url),
    }
    await answered(desk, { ...request, met }, `/beat ${word}`, async () => await runForTeam(request, command.text))
  }
}

/** What is about no team, or about every team of a person. */
const PLACELESS: readonly string[] = ['', 'setup', 'help'] satisfies Word[]
const SHARED: readonly string[] = ['away', 'back'] satisfies Word[]

/** Runs a command for the team that is meant where it was typed; where it may be several, it asks which. */
async function runForTeam(request: Omit<Command, 'text'>, said: string): Promise<void> {
  const word = (said.trim().split(/\s+/)[0] ?? '').toLowerCase()
  const isPlaced = word in RUN && !PLACELESS.includes(word)
  const teams = isPlaced ? await teamsMeant(request.ctx, request.conversationId, request.userId) : []
  if (teams.length > 1 && !SHARED.includes(word)) return await request.answer(whichTeam({ teams, said }))
  await run({ ...request, conversationId: teams[0]?.conversationId ?? request.conversationId }, said)
}

/** A choice in the menu of a team at home, or the answer to which team is meant, does what its words would do behind `/beat` in the channel of the team. */
export async function runFromHome(click: Click): Promise<void> {
  const at = click.value.indexOf(':')
  const { conversationId } = await teamById(click.ctx, click.value.slice(0, at))
  await run({ ...click, conversationId }, click.value.slice(at + 1))
}

async function run(request: Omit<Command, 'text'>, said: string): Promise<void> {
  const [word = '', ...rest] = said.trim().split(/\s+/)
  const known = USAGES.find((each) => each.word === word.toLowerCase())?.word
  if (known === undefined) await showHelp({ ...request, text: said.trim() })
  else await RUN[known]({ ...request, text: rest.join(' ') })
}
