import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sweepImports } from '../../src/flows/import/settle-import.ts'
import { setUpTeam } from '../../src/flows/set-up-team.ts'
import { dropStaging, stageFacts } from '../../src/store/fact/staging.ts'
import { transaction } from '../../src/store/transaction.ts'
import { type FlowStage, openFlowStage } from '../support/flow-stage.ts'
import { PLAN } from '../support/team-plan.ts'

let stage: FlowStage
beforeAll(async () => {
  stage = await openFlowStage()
})
afterAll(async () => {
  await stage.close()
})

const BY_CAMPAIGN = `Date,Platform,Campaign,Spend,Clicks,Impressions\n2026-11-16,Google Ads,Brand,10.50,4,100\n`
const BY_AD = `Date,Platform,Campaign,Ad name,Spend,Clicks,Impressions\n2026-11-16,Google Ads,Brand,Text 1,10.50,4,100\n`

describe('what happened between a preview and its confirmation', () => {
  it('counts no day twice when two previews of it at two levels are both confirmed', async () => {
    const ctx = await stage.makeTeam()
    const first = await stage.stageFile(ctx, BY_CAMPAIGN)
    const second = await stage.stageFile(ctx, BY_AD)
    await stage.confirm(ctx, first.id)

    await expect(stage.confirm(ctx, second.id)).rejects.toThrow('are there by campaign by now')
    expect(await stage.sums(ctx)).toMatchObject({ rows: '1', spend: '10.5' })
  })

  it('gives campaigns to channels by the rules of now, whatever the click began with', async () => {
    const stale = await stage.makeTeam({ channels: [channel('one', 'Google')] })
    const { id } = await stage.stageFile(stale, BY_CAMPAIGN)
    const plan = { ...PLAN, key: stale.team.key, name: stale.team.name, conversationId: stale.team.conversationId }
    const team = await setUpTeam(stale, { ...plan, channels: [channel('two', 'Google')], targets: [] }, stale.team)
    await stage.confirm(stale, id)

    const found = await stale.db.prisma.campaign.findMany({ where: { teamId: team.id } })
    expect(found.map(({ channelId }) => channelId)).toEqual([team.channels[0]?.id])
  })

  it('says that the rows are gone where their table is', async () => {
    const ctx = await stage.makeTeam()
    const { id } = await stage.stageFile(ctx, BY_CAMPAIGN)
    await dropStaging(ctx.db, id)

    await expect(stage.confirm(ctx, id)).rejects.toThrow('are gone')
  })

  it('drops rows that a process left behind, and none that somebody waits for', async () => {
    const ctx = await stage.makeTeam()
    const { id } = await stage.stageFile(ctx, BY_CAMPAIGN)
    await stageFacts(ctx.db, 'imp_0000000000000000000', none())
    const waiting = (await stage.stagingTables()).filter((name) => name !== 'imp_0000000000000000000')
    await sweepImports({ db: ctx.db, now: ctx.now })

    expect(await stage.stagingTables()).toEqual(waiting)
    expect(waiting).toContain(id)
  })

  it('imports nothing into a team that counts in another currency by now', async () => {
    const ctx = await stage.makeTeam()
    const { id } = await stage.stageFile(ctx, BY_CAMPAIGN)
    const { team } = ctx
    await transaction(ctx.db, (tx) => tx.team.updateMany({ where: { id: team.id }, data: { currency: 'USD' } }))

    await expect(stage.confirm(ctx, id)).rejects.toThrow('counts in USD by now')
    expect(await stage.sums(ctx)).toMatchObject({ rows: '0' })
  })
})

async function* none(): AsyncGenerator<never> {}

function channel(key: string, contains: string) {
  const rules = [{ field: 'platform' as const, contains }]
  return { key, name: key, job: null, ownerUserId: null, delegateUserId: null, rules }
}
