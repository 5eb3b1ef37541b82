import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withAnswer } from '../../src/domain/import/import.ts'
import { carried, explainAgain, explainChange } from '../../src/flows/metric/explain-change.ts'
import { partsAnswer } from '../../src/slack/views/metric/parts-answer.ts'
import { type FlowStage, openFlowStage } from '../support/flow-stage.ts'
import { wordsOf } from '../support/stage.ts'

const FILE = fileURLToPath(new URL('../../../shared/data/marketing_feb2021_daily.csv', import.meta.url))
if (!existsSync(FILE)) console.log('skipped: no ../shared')

let stage: FlowStage
beforeAll(async () => {
  stage = await openFlowStage('2021-03-01T12:00:00Z')
})
afterAll(async () => {
  await stage.close()
})

describe.skipIf(!existsSync(FILE))('February 2021 (skipped: no ../shared, where that folder is missing)', () => {
  it('says why an order became dearer, and its table has mix and rate of each channel to four decimals', async () => {
    const ctx = await stage.makeTeam({ channels: CHANNELS })
    const asking = await stage.stageFile(ctx, { path: FILE })
    expect(asking).toMatchObject({
      state: 'asking',
      preview: { questions: [{ key: 'conversions', options: [{ value: 'Leads' }, { value: 'Orders' }] }] },
    })
    const answers = withAnswer(asking.answers, 'conversions', 'Orders')
    await stage.confirm(ctx, (await stage.stageFile(ctx, { path: FILE }, answers)).id)

    const answer = await explainChange(ctx, 'cost per conversion 2021-02-15..2021-02-21')
    const shown = partsAnswer({ team: ctx.team, ...answer })
    const table = wordsOf(JSON.parse(JSON.stringify(shown)))

    expect(answer.before).toMatchObject({ from: '2021-02-08', to: '2021-02-14' })
    for (const [name, mix, rate] of [
      ['Influencer', '−€41.4144', '+€129.7190'],
      ['Media', '+€3.5147', '+€18.3815'],
      ['Search', '−€6.0279', '+€21.1051'],
      ['Social', '−€3.1488', '+€26.8337'],
    ]) {
      expect(table).toMatch(new RegExp(`${name} Mix: share of spend [^A-Z]* ${escaped(mix)}`))
      expect(table).toContain(`${name} Rate – – ${rate}`)
    }
    expect(table).toContain('All Change €3,713.9625 €3,862.9253 +€148.9628')
  })

  it('is worked out once for each version of the numbers, and anew after an import', async () => {
    const ctx = await stage.makeTeam({ channels: CHANNELS })
    const day = 'day,campaign,spend,clicks,conversions'
    await stage.confirm(
      ctx,
      (await stage.stageFile(ctx, `${day}\n2021-02-10,google_hot,100,10,5\n2021-02-17,google_hot,100,10,4`)).id,
    )
    const first = await explainChange(ctx, '2021-02-15..2021-02-21')

    const again = await explainAgain(ctx, carried(first))
    expect(again.changed).toBe(first.changed)

    await stage.confirm(ctx, (await stage.stageFile(ctx, `${day}\n2021-02-17,google_hot,100,10,2`)).id)
    const later = { ...ctx, team: { ...ctx.team, dataVersion: ctx.team.dataVersion + 2 } }
    expect((await explainAgain(later, carried(first))).changed.sentence).not.toBe(first.changed.sentence)
  })
})

/** The file's categories, as rules over its campaigns. */
const CHANNELS = [
  channel('Influencer', 'blogger'),
  channel('Media', 'banner'),
  channel('Search', 'google'),
  channel('Social', 'facebook', 'instagram'),
]

function channel(name: string, ...contains: string[]) {
  const rules = contains.map((letters) => ({ field: 'campaign' as const, contains: letters }))
  return { key: name.toLowerCase(), name, job: null, ownerUserId: null, delegateUserId: null, rules }
}

function escaped(text = ''): string {
  return text.replaceAll(/[+.]/g, '\\$&')
}
