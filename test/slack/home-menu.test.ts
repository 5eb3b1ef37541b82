import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ACTION } from '../../src/slack/ids.ts'
import { USAGES } from '../../src/slack/usages.ts'
import { HOME_MENU } from '../../src/slack/views/home-menu.ts'

const choices = HOME_MENU.flatMap((group) => group.choices.map(({ says }) => says))
const words: readonly string[] = [...new Set(USAGES.map(({ word }) => word))]

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
/** Another word for what is there: the dry run is the schedule. */
const ALIASES = ['preview']
/** What leads somewhere and does nothing. */
const WAYS: readonly string[] = [ACTION.goThere, ACTION.homeMenu, ACTION.homeTeams, ACTION.moreTasks, ACTION.listMore]

/** Whether `/beat` knows these words, as a usage or as what one of them names. */
function isSaid(says: string): boolean {
  const wordings = USAGES.flatMap(({ word, usage }) => {
    const [first = '', ...more] = usage.replaceAll(/ ?\[[^\]]*\]/g, '').split(' | ')
    return [word, first, ...more.map((rest) => `${word} ${rest}`)]
  })
  return wordings.includes(says) || USAGES.some(({ does }) => does.includes(`\`${says}\``))
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

  it.each(words)('reach the same: "/beat %s" is reached from Home', (word) => {
    const reached = [...choices, ...Object.values(BUTTONS), ...ALIASES].map((says) => says.split(' ')[0])
    expect(reached).toContain(word)
  })

  it('offer each thing once', () => {
    expect(new Set(choices).size).toBe(choices.length)
  })
})
