import { ACTION } from '../ids.ts'
import { menu } from '../kit/blocks.ts'

/** One choice of a team's menu at home: it does what `/beat` does with these words in the channel of the team. */
type HomeChoice = { text: string; says: string }

/** Whom a group of choices is for: everybody, whoever is of the team, or who may change its settings. */
type Audience = 'all' | 'team' | 'setters'

/** Everything the menu of a team offers, in its order. */
export const HOME_MENU: readonly { title: string; audience: Audience; choices: readonly HomeChoice[] }[] = [
  {
    title: 'Look at',
    audience: 'all',
    choices: [
      { text: 'Why a cost changed', says: 'why' },
      { text: 'Alerts', says: 'incidents' },
      { text: 'Guardrails', says: 'guardrail list' },
      { text: 'Controls', says: 'controls' },
      { text: 'Creatives', says: 'creatives' },
      { text: 'Tests', says: 'test list' },
      { text: 'Backlog', says: 'test backlog' },
      { text: 'Everything ever tested', says: 'log' },
      { text: 'What tests were worth', says: 'test calibration' },
      { text: 'Actions', says: 'action list' },
      { text: 'Launches', says: 'launch list' },
      { text: 'The review', says: 'review' },
      { text: 'The last month', says: 'review month' },
      { text: 'What opens when, who is asked', says: 'schedule' },
      { text: 'Who is away', says: 'away list' },
      { text: 'Targets', says: 'targets' },
      { text: 'Definitions', says: 'definitions' },
      { text: 'Rules of the channels', says: 'rules' },
    ],
  },
  {
    title: 'Write or plan',
    audience: 'all',
    choices: [
      { text: 'Write a narrative', says: 'narrative' },
      { text: 'Give a test its numbers', says: 'result' },
      { text: 'Decide a test', says: 'decide' },
      { text: 'Plan a launch', says: 'launch new' },
      { text: 'Stress test', says: 'stress' },
      { text: 'Build a link', says: 'utm' },
    ],
  },
  {
    title: 'Reviews and guardrails',
    audience: 'team',
    choices: [
      { text: 'Open the last week’s review now', says: 'review now' },
      { text: 'Skip the next review', says: 'review skip' },
      { text: 'Move the next review', says: 'review move' },
      { text: 'The next review as usual', says: 'review usual' },
      { text: 'Pause the rhythm', says: 'review pause' },
      { text: 'Resume the rhythm', says: 'review resume' },
      { text: 'New guardrail', says: 'guardrail new' },
      { text: 'Starter set of guardrails', says: 'guardrail starter' },
      { text: 'Prove that alerts arrive', says: 'guardrail drill' },
    ],
  },
  {
    title: 'Settings',
    audience: 'setters',
    choices: [
      { text: 'Channels, owners, schedule', says: 'setup' },
      { text: 'Public holidays', says: 'holidays' },
      { text: 'Economics', says: 'economics' },
      { text: 'When leads are judged', says: 'numbers settings' },
      { text: 'How owners are asked', says: 'reminders' },
      { text: 'Who leads, where the digest goes', says: 'review settings' },
      { text: 'Slots and scores of tests', says: 'test settings' },
      { text: 'Sources of numbers', says: 'source' },
    ],
  },
]

/** The menu of a team at home for one person, each choice with the words that do the same in its channel. */
export function homeMenu(teamId: string, { isMine, maySet }: { isMine: boolean; maySet: boolean }) {
  const isFor = { all: true, team: isMine || maySet, setters: maySet }
  const groups = HOME_MENU.filter(({ audience }) => isFor[audience]).map(({ title, choices }) => ({
    title,
    options: choices.map(({ text, says }) => ({ text, value: `${teamId}:${says}`, description: `/beat ${says}` })),
  }))
  return menu({ id: ACTION.homeMenu, placeholder: maySet ? 'More and settings' : 'More', groups })
}
