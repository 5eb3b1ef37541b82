import { describe, expect, it } from 'vitest'
import type { BestAd } from '../../../src/domain/creative/best-ad.ts'
import type { Retro } from '../../../src/domain/creative/retro.ts'
import { validateView } from '../../../src/slack/kit/limits.ts'
import { creativesAnswer } from '../../../src/slack/views/creative/creatives-answer.ts'
import { retroForm } from '../../../src/slack/views/creative/retro-form.ts'
import { retroReply } from '../../../src/slack/views/creative/retro-reply.ts'
import { reviewHeader } from '../../../src/slack/views/review/review-header.ts'
import { reviewRestated } from '../../../src/slack/views/review/review-restated.ts'
import { ad, reading } from '../../domain/creative/ads.ts'
import { expectMessage, expectSound, HOSTILE, MONDAY, makeBoard, makeReview, makeTeam } from './stage.ts'

const team = makeTeam()
const tired = reading({
  name: 'founder-video-3',
  daysLive: 41,
  spend: 31_445,
  ctr: { before: 0.0102, after: 0.0067, change: -0.34 },
  siblings: { change: 0.01, count: 2, of: 'ad group' },
  signals: [
    { kind: 'ctr', change: -0.34 },
    { kind: 'cost per result', change: 0.82 },
    { kind: 'cpm', change: 0.31 },
    { kind: 'age', days: 41 },
    { kind: 'frequency', frequency: 4.2, isCritical: true },
  ],
  level: 'critical',
  blame: 'creative',
})
const audience = reading({
  name: 'Lookalike',
  grain: 'ad_group',
  adGroup: 'Lookalike',
  isOlder: true,
  daysLive: 70,
  baseline: '28 days before',
  spend: null,
  ctr: { before: 0.01, after: 0.0075, change: -0.25 },
  siblings: { change: -0.2, count: 1, of: 'campaign' },
  signals: [
    { kind: 'ctr', change: -0.25 },
    { kind: 'age', days: 70 },
  ],
  level: 'fatigued',
  blame: 'audience',
})
const watched = reading({ name: 'before-after', signals: [{ kind: 'cpm', change: 0.31 }], level: 'watch' })
const { isStartKnown: _known, days: _days, ...name } = ad({ name: 'calculator-1' })
const best: BestAd = {
  ...name,
  daysLive: 17,
  isOlder: false,
  by: 'cost per result',
  own: 48.1,
  others: 61.2,
  count: 31,
}
const byClicks: BestAd = { ...best, name: 'team-day', by: 'ctr', own: 0.014, others: 0.01, count: 900 }

const review = (creatives: Retro) => makeReview({ ...makeBoard(team), creatives })
const names = { U0SAM: 'Sam Ortiz' }
const answers = [
  { userId: 'U0SAM', text: 'It gives something before it asks.', answeredAt: MONDAY, editedAt: null, late: false },
  { userId: 'U0GONE', text: 'It is *theirs*, <!channel>.', answeredAt: MONDAY, editedAt: MONDAY, late: true },
]

describe('the creative retro', () => {
  it('links to the ads whose address is known, and to nothing that could be more than a link', () => {
    const seen = { ...tired, link: 'https://fb.me/abc?x=1&y=2' }
    const hostile = { ...best, link: 'https://evil.example/>|<!channel>' }
    const { blocks } = retroReply({ team, names, answers: [], review: review({ tired: [seen], best: [hostile] }) })
    const said = JSON.stringify(blocks)
    expect(said).toContain(
      'It is the creative: the 2 other ads of its ad group moved +1\u202f%. <https://fb.me/abc?x=1&amp;y=2|See the ad>',
    )
    expect(said).not.toContain('evil.example')
  })

  it('names the tired and the best ads and asks one question', async () => {
    const state = { team, names, answers: [], review: review({ tired: [tired, audience], best: [best, byClicks] }) }
    await expectMessage('retro-asked', retroReply(state))
  })

  it('holds the answers, and who gave them when', async () => {
    await expectMessage(
      'retro-answered',
      retroReply({ team, names, answers, review: review({ tired: [tired], best: [] }) }),
    )
  })

  it('asks of the audience where the ads of an audience fell alike', () => {
    const { text } = retroReply({ team, names, answers: [], review: review({ tired: [audience], best: [best] }) })
    expect(text).toContain('has this audience seen enough of us')
  })

  it('is answered in a form that begins with the draft, else with what was answered', () => {
    const form = retroForm({ reviewId: 'rev_1', question: 'Why?', answered: 'Because.', draft: 'Beca' })
    expect(validateView(form)).toEqual([])
    expect(JSON.stringify(form)).toContain('"initial_value":"Beca"')
    expect(JSON.stringify(form)).toContain('Saving replaces your answer')
  })

  it('survives hostile names and fifty long answers', () => {
    const bad = (each: typeof tired) => ({ ...each, name: HOSTILE.name, campaign: HOSTILE.text, adGroup: HOSTILE.text })
    const many = Array.from({ length: 50 }, () => ({ ...answers[0]!, text: HOSTILE.text }))
    const retro = {
      tired: [bad(tired), bad(audience), bad(tired)],
      best: [{ ...best, ...bad(tired), by: 'ctr' as const }],
    }
    expectSound(retroReply({ team, names: { U0SAM: HOSTILE.name }, answers: many, review: review(retro) }))
    const readings = Array.from({ length: 120 }, () => bad(watched))
    expectSound(
      creativesAnswer({ team, channel: { name: HOSTILE.text }, to: '2026-11-22', readings, best: [], lastDay: null }),
    )
  })
})

describe('all creatives', () => {
  it('come as a table below the tired and the best ones', async () => {
    const readings = [tired, audience, watched, reading()]
    const state = { team, channel: null, to: '2026-11-22', readings, best: [best], lastDay: '2026-11-22' }
    await expectMessage('creatives', creativesAnswer(state))
  })

  it('are said to be none where none can be read', async () => {
    const state = {
      team,
      channel: { name: 'Paid search' },
      to: '2026-11-22',
      readings: [],
      best: [],
      lastDay: '2026-11-22',
    }
    await expectMessage('creatives-none', creativesAnswer(state))
  })
})

describe('a restated week', () => {
  const board = makeBoard(team)
  const was = { spend: 440_000, results: 290, cost: board.headline.value }
  const now = { spend: 440_000, results: 320, cost: 1_375 }
  const restatement = { revision: 1, importId: 'imp_1', fileName: 'crm <b>.csv', madeBy: 'U0SAM', was, now, at: MONDAY }

  it('is told with what was, what is, and by whom', async () => {
    const state = { team, review: makeReview(board, { restatements: [restatement] }), restatement, names }
    await expectMessage('review-restated', reviewRestated(state))
  })

  it('stands below the numbers that were decided on', () => {
    const shown = JSON.stringify(reviewHeader({ team, review: makeReview(board, { restatements: [restatement] }) }))
    expect(shown).toContain('*Restated since:* ')
    expect(shown).toContain('The numbers above are those it was decided on.')
  })
})
