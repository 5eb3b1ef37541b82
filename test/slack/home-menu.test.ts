import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ACTION } from '../../src/slack/ids.ts'
import { USAGES } from '../../src/slack/usages.ts'
import { guardrailDetail, guardrailList } from '../../src/slack/views/guardrail/guardrail-list.ts'
import { HOME_MENU } from '../../src/slack/views/home-menu.ts'
import { schedule } from '../../src/slack/views/review/schedule.ts'
import { ceiling } from '../domain/guardrail/guardrails.ts'
import { makeTeam, NEXT, WEEK } from './views/stage.ts'

const choices = HOME_MENU.flatMap((group) => group.choices.map(({ says }) => says))

/** Every way to type `/beat`: what may be left out is left out, and each of several ways stands by itself. */
const wordings: readonly string[] = USAGES.flatMap(({ word, usage }) => {
  const [first = '', ...more] = usage.replaceAll(/ ?\[[^\]]*\]/g, '').split(' | ')
  return [first, ...more.map((rest) => `${word} ${rest}`)]
})

/** What every other button of Home does, as `/beat` would have it. */
const BUTTONS: Readonly<Record<string, string>> = {
  [ACTION.showHelp]: 'help',
  [ACTION.showNumbers]: 'numbers',
  [ACTION.previewReview]: 'review agenda',
  [ACTION.resumeRhythm]: 'review resume',
  [ACTION.newAction]: 'action new',
  [ACTION.setAway]: 'away',
  [ACTION.comeBack]: 'back',
  [ACTION.moreOfAction]: 'action A-7',
  [ACTION.newTest]: 'test new',
  [ACTION.decideTest]: 'decide',
  [ACTION.writeNarrative]: 'narrative',
  [ACTION.writeAhead]: 'narrative',
  [ACTION.launchLive]: 'launch list',
  [ACTION.planLaunch]: 'launch list',
  [ACTION.launchDrop]: 'launch list',
  [ACTION.takeIncident]: 'incidents',
  [ACTION.decideIncident]: 'incidents',
  [ACTION.writeLearning]: 'test T-12',
  [ACTION.approveBudget]: 'test T-12',
  [ACTION.declineBudget]: 'test T-12',
  // These wait for one person, who finds them under `/beat` alone.
  [ACTION.agreeDecision]: '',
  [ACTION.disagreeDecision]: '',
  [ACTION.closeReview]: '',
  [ACTION.showImport]: '',
}
/** Another word for what is there: Home itself, the dry run, which is the schedule, and what a form or a list asks for. */
const ALIASES: Readonly<Record<string, string>> = {
  '': 'help',
  preview: 'schedule',
  'source list': 'source',
  'away until Fri': 'away',
  'stress cvr -15%': 'stress',
  'stress spend +20%': 'stress',
  'stress lose channel': 'stress',
  // Home lists one's own tests.
  'test mine': 'test T-12',
}
/** What stands under an answer that Home leads to, as it is drawn there. */
const UNDER: Readonly<Record<string, string>> = {
  'source new': `"action_id":"${ACTION.newSource}"`,
  'source run': `"action_id":"${ACTION.runSource}"`,
  'source pause': `"action_id":"${ACTION.pauseSource}"`,
  'source resume': `"action_id":"${ACTION.resumeSource}"`,
  'source revoke name': `"action_id":"${ACTION.revokeSource}"`,
  'action done A-7': `"action_id":"${ACTION.doneAction}"`,
  'action drop A-7': `"action_id":"${ACTION.dropAction}"`,
  'guardrail G-3': '"value":"show:grd_1"',
  'guardrail edit': '"value":"edit:grd_1"',
  'guardrail pause': '"value":"pause:grd_1"',
  'guardrail resume': '"value":"resume:grd_1"',
  'guardrail delete G-3': '"value":"delete:grd_1"',
  'guardrail why G-4': '"value":"why:grd_1"',
}

/** All that the pictures of the views show, and the guardrails and the schedule, of which there is none. */
function drawnUnder(): string {
  const folders = ['', 'action', 'experiment', 'guardrail'].map((room) =>
    join(import.meta.dirname, 'views', room, 'snapshots'),
  )
  const pictures = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => JSON.stringify(JSON.parse(readFileSync(join(folder, name), 'utf8')))),
  )
  const team = makeTeam()
  const guardrail = ceiling()
  const standing = { guardrail, state: 'NORMAL' as const, evaluation: null }
  const paused = { ...standing, guardrail: { ...guardrail, pausedAt: NEXT } }
  const review = { week: WEEK, dueAt: NEXT, usual: NEXT, skipped: false, note: null, holiday: null }
  const asked = { asked: [], unasked: [], reminding: 'light' as const, clockChange: null }
  const views = [
    guardrailList({ team, standings: [standing, paused] }),
    guardrailDetail({ team, standing, tested: [] }),
    schedule({ team, reviews: [review], names: {}, ...asked }),
  ]
  return [...pictures, ...views.map((view) => JSON.stringify(view))].join('\n')
}
/** What leads somewhere and does nothing. */
const WAYS: readonly string[] = [ACTION.goThere, ACTION.homeMenu, ACTION.homeTeams, ACTION.moreTasks, ACTION.listMore]

/** Whether `/beat` knows these words, as a usage or as what one of them names. */
function isSaid(says: string): boolean {
  return (
    wordings.includes(says) ||
    USAGES.some(({ word }) => word === says) ||
    USAGES.some(({ does }) => does.includes(`\`${says}\``))
  )
}

describe('Home and the commands', () => {
  it.each(choices)('say the same: the menu does what /beat %s does', (says) => {
    expect(isSaid(says)).toBe(true)
  })

  it.each(['home', 'home-second', 'home-paused', 'home-many'])(
    'say the same with every button of the picture %s',
    (picture) => {
      const drawn = readFileSync(join(import.meta.dirname, 'views', 'snapshots', `${picture}.json`), 'utf8')
      const ids = [...drawn.matchAll(/"action_id": "([^"]+)"/g)].map(([, id = '']) => id)
      for (const id of ids.filter((each) => !WAYS.includes(each))) {
        expect(BUTTONS[id], `which words of /beat do what ${id} does?`).toBeDefined()
        expect(isSaid(BUTTONS[id] ?? '?')).toBe(true)
      }
    },
  )

  it.each(wordings.filter((wording) => UNDER[wording] === undefined))(
    'reach the same: "/beat %s" is reached from Home',
    (wording) => {
      expect([...choices, ...Object.values(BUTTONS)]).toContain(ALIASES[wording] ?? wording)
    },
  )

  it.each(Object.entries(UNDER))('reach the same: "/beat %s" stands under an answer', (wording, drawn) => {
    expect(wordings).toContain(wording)
    expect(drawnUnder()).toContain(drawn)
  })

  it('reach the drill of one guardrail and the skip of one later review as well', () => {
    expect(drawnUnder()).toContain('"value":"drill:grd_1"')
    expect(drawnUnder()).toContain(`"value":"tea_1:review skip ${WEEK}"`)
  })

  it('offer each thing once', () => {
    expect(new Set(choices).size).toBe(choices.length)
  })
})
