import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keyOf, setUpTeam, type TeamPlan } from '../../src/flows/set-up-team.ts'
import { Invalid } from '../../src/lib/errors.ts'
import { type FlowStage, openFlowStage } from '../support/flow-stage.ts'
import { PLAN } from '../support/team-plan.ts'

let stage: FlowStage
beforeAll(async () => {
  stage = await openFlowStage()
})
afterAll(async () => {
  await stage.close()
})

const [SEARCH, SOCIAL] = PLAN.channels

describe('a team', () => {
  it.each<[string, Partial<TeamPlan>, string, string]>([
    ['no name', { name: ' ' }, 'name', 'Give the team a name.'],
    ['a name that makes no key', { key: '' }, 'name', 'The name needs a letter or a digit'],
    ['no zone', { zone: '' }, 'zone', '"" is no time zone.'],
    ['a city for a zone', { zone: 'Berlin' }, 'zone', '"Berlin" is no time zone. Write it as in Europe/Berlin'],
    ['a currency in words', { currency: 'euro' }, 'currency', 'Write three letters, as in EUR.'],
    ['a time in words', { reviewTime: '9am' }, 'reviewTime', '"9am" is no time of day. Write it as in 09:00.'],
    ['an eighth weekday', { reviewWeekday: 8 }, 'reviewWeekday', 'Choose a weekday.'],
    ['a budget of nothing', { monthlyBudget: 0 }, 'monthlyBudget', 'A budget is more than 0.'],
    ['one channel twice', { channels: [SEARCH!, SEARCH!] }, 'channels', 'Two channels are called "paid-search".'],
  ])('with %s is refused, with a sentence where it is wrong', async (_, wrong, field, sentence) => {
    const error = await stage.makeTeam(wrong).catch((thrown: unknown) => thrown)

    expect(error).toBeInstanceOf(Invalid)
    expect((error as Invalid).fields[field]).toContain(sentence)
  })

  it('has its channel and its name for itself', async () => {
    const { team } = await stage.makeTeam()
    await expect(stage.makeTeam({ conversationId: team.conversationId })).rejects.toThrow(
      `The team ${team.name} lives in this channel already. Change it with \`/beat setup\`, or use another channel.`,
    )
    await expect(stage.makeTeam({ key: team.key })).rejects.toThrow(`A team called "${team.name}" lives in`)
  })

  it('is made once by two at the same time', async () => {
    const plan = { ...PLAN, key: 'twins', conversationId: 'C0TWINS' }
    const ends = await Promise.allSettled([setUpTeam(stage.ctx, plan, null), setUpTeam(stage.ctx, plan, null)])

    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(String(ends.find((end) => end.status === 'rejected')?.reason)).toContain('lives in this channel already')
  })

  it('that is changed keeps the ids of its channels, and is changed by one of two who began at the same time', async () => {
    const ctx = await stage.makeTeam()
    const plan = { ...PLAN, key: ctx.team.key, conversationId: ctx.team.conversationId }
    const renamed = { ...plan, channels: [SOCIAL!, { ...SEARCH!, name: 'Search ads' }] }
    const changed = await setUpTeam(ctx, renamed, ctx.team)
    expect(changed.channels.map(({ id, name }) => [id, name])).toEqual([
      [ctx.team.channels[1]?.id, 'Paid social'],
      [ctx.team.channels[0]?.id, 'Search ads'],
    ])

    await expect(setUpTeam(ctx, plan, ctx.team)).rejects.toThrow(
      'Somebody else changed this team while you were writing.',
    )
  })

  it('gives its campaigns to channels anew when a rule changes', async () => {
    const ctx = await stage.makeTeam()
    const file = 'Date,Platform,Campaign,Spend\n2026-11-16,Bing,Brand,10.50\n'
    await stage.confirm(ctx, (await stage.stageFile(ctx, file)).id)
    const rules = [{ field: 'platform' as const, contains: 'bing' }]
    const plan = { ...PLAN, key: ctx.team.key, conversationId: ctx.team.conversationId }
    await setUpTeam(ctx, { ...plan, channels: [{ ...SEARCH!, rules }, SOCIAL!] }, ctx.team)

    const { rows } = await ctx.db.pool.query('SELECT channel_id AS id FROM campaign WHERE team_id = $1', [ctx.team.id])
    expect(rows).toEqual([{ id: ctx.team.channels[0]?.id }])
  })

  it.each([
    ['Paid social', 'paid-social'],
    ['Übergrößen & Söhne', 'ubergro-en-sohne'],
    ['  –  ', ''],
  ])('named "%s" has the key "%s"', (name, key) => {
    expect(keyOf(name)).toBe(key)
  })
})
