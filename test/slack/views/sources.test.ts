import { describe, it } from 'vitest'
import { healthOf, type Problem, type Source } from '../../../src/domain/import/source.ts'
import { sourceForm, tokenShown } from '../../../src/slack/views/source/source-form.ts'
import { sourceList } from '../../../src/slack/views/source/source-list.ts'
import { sourceNote } from '../../../src/slack/views/source/source-note.ts'
import { makeSource } from '../../support/source.ts'
import { expectHarmless, expectMessage, expectSound, expectView, HOSTILE, hostileTeam, makeTeam } from './stage.ts'

const NOW = new Date('2026-11-20T12:00:00Z')
const team = makeTeam()
const asking: Problem = {
  code: 'asking',
  sentence:
    '7 days of Google Ads are there from another kind of export. If it is the same traffic, both would count twice.',
  questions: [
    {
      key: 'overlap',
      ask: 'If it is the same traffic, both would count twice.',
      options: [
        { value: 'replace', label: 'Replace what is there' },
        { value: 'keep', label: 'Keep both: other traffic' },
      ],
    },
  ],
}
const failing = { failingSince: NOW, failures: 3 }
let made = 0
const standing = (changes: Partial<Source>, isConfigured = true) => {
  made += 1
  const source = makeSource({ id: `src_${made}`, ...changes })
  return { source, health: healthOf(source, NOW, team.zone), isConfigured }
}

describe('sources', () => {
  it('are listed with how they do, and what can be done', async () => {
    const sources = [
      standing({}),
      standing({ name: 'ads', ...failing, problem: asking }),
      standing({
        name: 'feed',
        kind: 'push',
        tokenHint: 'x3F_',
        warnings: ['In no channel: Autumn (Awin). Add a rule with /beat setup.'],
      }),
      standing({ name: 'quiet', kind: 'push', lastOkAt: new Date('2026-11-10T12:00:00Z') }),
      standing({ name: 'gone', state: 'paused' }, false),
    ]
    await expectMessage('source-list', sourceList({ team, sources, now: NOW }))
    await expectMessage('source-list-none', sourceList({ team, sources: [], now: NOW }))
  })

  it.each([
    ['asking', standing({ ...failing, problem: asking }), 'asking'],
    ['refused', standing({ ...failing, problem: { ...asking, code: 'refused', questions: [] } }), 'refused'],
    ['working', standing({}), 'working'],
    ['stale', standing({ lastDay: '2026-11-10' }), 'stale'],
  ])('are spoken of to the lead: %s', async (name, { source, health }, what) => {
    await expectMessage(`source-note-${name}`, sourceNote({ team, source, health, what }))
  })

  it('are made in a form that also says how a warehouse is connected, and show their token', async () => {
    await expectView('source-form', sourceForm({ team, name: '' }))
    const address = 'https://drumbeat.example.com/ingest/growth'
    await expectView('source-token', tokenShown({ team, name: 'feed', token: 'beat_x_y', address, day: '2026-11-19' }))
  })

  it('with hostile names and words fit, and mention nobody', () => {
    const hostile = hostileTeam()
    const question = {
      key: 'k',
      ask: HOSTILE.text,
      options: Array.from({ length: 9 }, () => ({ value: HOSTILE.text, label: HOSTILE.text })),
    }
    const problem: Problem = {
      code: 'asking',
      sentence: HOSTILE.text,
      questions: Array.from({ length: 9 }, () => question),
    }
    const changes = { name: HOSTILE.name, ...failing, problem, warnings: [HOSTILE.text, HOSTILE.text] }
    const sources = Array.from({ length: 30 }, () => standing(changes))
    expectSound(sourceList({ team: hostile, sources, now: NOW }))
    for (const what of ['asking', 'refused', 'working', 'stale'])
      expectSound(sourceNote({ team: hostile, ...standing(changes), what }))
    expectHarmless(sourceForm({ team: hostile, name: HOSTILE.name }))
  })
})
