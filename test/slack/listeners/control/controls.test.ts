import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { weeksThrough } from '../../../../src/domain/week.ts'
import { type Daily, everyWeek, googleExport, metaExport } from '../../../support/exports.ts'
import { CHANNEL, openStage, type Stage, wordsOf } from '../../../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage({ at: '2026-11-17T12:00:00Z' })
})
beforeEach(async () => {
  await stage.reset('2026-11-17T12:00:00Z')
})
afterEach(() => {
  expect(stage.failures).toEqual([])
})
afterAll(async () => {
  await stage.close()
})

const WEEKS = weeksThrough('2026-W46', 10)
const GOOGLE = { spend: 100, impressions: 1_000, clicks: 20, conversions: 10 }
const META = { spend: 150, impressions: 9_000, clicks: 60, conversions: 6 }

/** Ten weeks of two channels; the last one of Meta counts nothing. */
async function withSilentMeta(): Promise<void> {
  const ctx = await stage.makeTeam()
  const meta = everyWeek(WEEKS, META).map(
    (each, at): Daily => (at === WEEKS.length - 1 ? { ...each, conversions: 0 } : each),
  )
  await stage.importNumbers(ctx, googleExport(everyWeek(WEEKS, GOOGLE)), 'google.csv')
  await stage.importNumbers(ctx, metaExport(meta), 'meta.csv')
}

async function asked(line: string): Promise<string> {
  await stage.priya.command('growth', line)
  return await stage.answer(stage.priya)
}

describe('/beat controls', () => {
  it('says privately what is to be done first, with its evidence, and the same tracking stops a test from starting', async () => {
    await withSilentMeta()

    const said = await asked('/beat controls')

    expect(said).toContain('*Controls · Growth* · 1 to act on')
    expect(said).toContain('*Act* · Paid social: No conversions since Mon 9 Nov while money was spent (expected 42,')
    expect(said).toContain('Fine · Paid search')
    expect(said).toContain('Paid search: May grow 20 % in the next five days')
    expect(said).toContain('observational, not causal')
    expect(said).toContain('Nobody has measured an overlap yet')
    expect(stage.posts(CHANNEL).join()).not.toContain('Controls')
  })

  it('keeps an overlap that somebody gives, in both directions', async () => {
    await withSilentMeta()
    await stage.priya.command('growth', '/beat controls')
    await stage.priya.click(await stage.answerTo(stage.priya), 'Give an overlap')
    await stage.modal(stage.priya, 'Audiences and their sizes')

    const parts = 'Brand always on: 62,388\nSpring promo 41978'
    const wrong = await stage.priya.submit({
      'Audiences and their sizes, one a line': parts,
      'People in both, or reach of the whole': '50,000',
    })
    expect(JSON.stringify(wrong)).toContain('More people cannot be in both than are in the smaller one.')
    await stage.priya.submit({ 'People in both, or reach of the whole': '22.990' })

    const sentence = '37 % of Brand always on and 55 % of Spring promo are the same people (28 % of both together).'
    await stage.modal(stage.priya, sentence, 'Exclude one from the other')
    expect(await asked('/beat controls')).toContain(`*Act* · ${sentence}`)
  })
})

describe('/beat stress', () => {
  it('answers what would break and how much the plan survives, and is shared once', async () => {
    await withSilentMeta()
    await stage.priya.command('growth', '/beat stress cvr -15%')
    const answer = await stage.answerTo(stage.priya)
    const said = wordsOf(answer)

    expect(said).toContain('*What if: CVR −15 % · Growth* · 1 bound breaks')
    // Four weeks of €7,000 for 406 conversions: €17.24, and 17.647 % more of it.
    expect(said).toContain('Cost per conversion €17.24 → *€20.28* (+17.6 %)')
    expect(said).toContain('*Breaks* · Target: Cost per conversion €20.28 against ≤ €20.00')
    expect(said).toContain('*Survives* a drop of 13.8 % in results')

    await stage.priya.click(answer, 'Share in the channel')
    expect(await stage.answer(stage.priya)).toContain('Shared in')
    expect(wordsOf(await stage.post(CHANNEL, 'What if: CVR −15 %'))).toContain('Shared by')
    await stage.priya.click(answer, 'Share in the channel')
    expect(await stage.answer(stage.priya)).toContain('already')
  })

  it.each([
    ['spend +20%', 'Cost per conversion €17.24 → *€20.69* (+20.0 %)', 'Worst case for Paid search, Paid social'],
    ['lose paid social', 'Spend €7,000 → *€2,800* (−60.0 %)', 'Cost per conversion €17.24 → *€10.00*'],
    ['lose billboards', 'I do not know that channel. There are: Paid search, Paid social', '`cvr -15%`'],
    ['cvr', 'say by how much', '`spend +20%`'],
    ['cvr -100%', 'nothing can fall by 100 %', 'lose'],
  ])('%s', async (line, one, other) => {
    await withSilentMeta()
    const said = await asked(`/beat stress ${line}`)
    expect(said).toContain(one)
    expect(said).toContain(other)
  })

  it('asks where nothing was asked, and says that there are no numbers', async () => {
    await stage.makeTeam()
    await stage.priya.command('growth', '/beat stress')
    await stage.modal(stage.priya, 'What if…')
    const wrong = await stage.priya.submit({ 'What if…': 'cvr -10%' })
    expect(JSON.stringify(wrong)).toContain('There are no numbers of the last four weeks')
  })
})

describe('/beat utm', () => {
  it('checks a link and gives the mended one to copy', async () => {
    await stage.makeTeam()
    const said = await asked('/beat utm https://northwind.example/demo?utm_source=FB&utm_medium=social-paid')

    expect(said).toContain('*This link has 2 errors and 2 warnings*')
    expect(said).toContain('`utm_campaign` is missing')
    expect(said).toContain(
      'https://northwind.example/demo?utm_source=facebook&utm_medium=paid-social&utm_campaign=name-of-campaign',
    )
    expect(said).toContain('GA4 counts its visits as Organic Social; mended, as Paid Social.')
    expect(await asked('/beat utm hello')).toContain('That is no link')
  })

  it('builds one while somebody types, and keeps what was typed', async () => {
    await stage.makeTeam()
    await stage.priya.command('growth', '/beat utm')
    await stage.modal(stage.priya, 'Type a page')
    await stage.priya.fillModal({ 'Page, or a whole link to check': 'https://northwind.example/demo' })
    await stage.modal(stage.priya, 'This link has 3 errors')
    await stage.priya.fillModal({ Source: 'meta' })
    await stage.modal(stage.priya, 'utm_source=facebook')
    await stage.priya.fillModal({ Medium: 'cpc' })
    await stage.modal(stage.priya, 'This link has 1 error')
    await stage.priya.fillModal({ Campaign: 'spring-launch' })
    await stage.modal(stage.priya, 'utm_source=facebook&utm_medium=cpc&utm_campaign=spring-launch')
    await stage.priya.closeModal()

    await stage.priya.command('growth', '/beat utm')
    await stage.modal(stage.priya, 'spring-launch')
  })
})
