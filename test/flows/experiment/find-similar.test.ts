import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TeamContext } from '../../../src/flows/context.ts'
import { findSimilar } from '../../../src/flows/experiment/find-similar.ts'
import { tellTest } from '../../support/experiments.ts'
import { type FlowStage, openFlowStage } from '../../support/flow-stage.ts'

let stage: FlowStage
let ctx: TeamContext

beforeAll(async () => {
  stage = await openFlowStage()
  ctx = await stage.makeTeam()
  const [search, social] = ctx.team.channels.map(({ id }) => id)
  await tellTest(ctx, {
    title: 'Two-step form',
    channelId: search ?? null,
    brief: {
      change: 'Ask for the email first and for the rest on a second step of LP-demo',
      outcome: 'More leads per click',
      because: 'people are put off by nine fields at once',
    },
    lift: -0.06,
    verdict: 'roll_back',
    rationale: 'Leads fell on mobile.',
    learning: 'Mobile users leave at step two.',
  })
  await tellTest(ctx, {
    title: 'Founder video',
    channelId: social ?? null,
    lever: 'creative',
    brief: {
      change: 'Run the founder explaining the forecast',
      outcome: 'Cheaper clicks',
      because: 'faces stop the thumb',
    },
  })
  await tellTest(ctx, {
    title: 'Form split into steps, mobile only',
    brief: { change: 'Show the form in two steps on mobile', outcome: 'More leads', because: 'small screens' },
  })
  const others = ['Annual discount', 'Free audit', 'Brand bids capped', 'Lookalike of won customers', 'Dayparting']
  for (const title of others) {
    await tellTest(ctx, {
      title,
      lever: 'offer',
      brief: { change: `${title} for a month`, outcome: 'More leads', because: 'sales asked for it' },
    })
  }
})

afterAll(async () => await stage.close())

describe('similar past tests', () => {
  it('warn of an old mistake that is told in other words, with what was learnt from it', async () => {
    const text = 'Split the demo form in two steps so that the first step only asks for an email. More leads per click.'
    const found = await findSimilar(ctx, { text, lever: 'landing_page', channelId: null }, 3)

    expect(found.map(({ title }) => title)).toEqual(['Two-step form', 'Form split into steps, mobile only'])
    expect(found[0]).toMatchObject({
      verdict: 'roll_back',
      learning: 'Mobile users leave at step two.',
      lift: { lift: -0.06 },
    })
  })

  it('are none where nothing of the kind was tested', async () => {
    const text = 'Move the newsletter sponsorship to Tuesdays. More leads because readers plan their week then.'

    expect(await findSimilar(ctx, { text, lever: 'other', channelId: null }, 3)).toEqual([])
  })

  it('do not hold the test itself, nor those of another team', async () => {
    const [first] = await findSimilar(ctx, { text: 'Two-step form', lever: null, channelId: null }, 3)
    const own = await findSimilar(
      ctx,
      { text: 'Two-step form', lever: null, channelId: null, excluding: first?.id ?? '' },
      3,
    )
    const other = await stage.makeTeam()

    expect(own.map(({ title }) => title)).not.toContain('Two-step form')
    expect(await findSimilar(other, { text: 'Two-step form', lever: null, channelId: null }, 3)).toEqual([])
  })

  it('are found through slips of the pen, and the test itself does not make its own slips right', async () => {
    const text = 'Splitt the demo from in two stepps so that the frist step only asks for an emial. Moblie fields.'
    const found = await findSimilar(ctx, { text, lever: 'landing_page', channelId: null }, 3)
    expect(found.map(({ title }) => title)).toContain('Two-step form')

    const slips = 'Lokalike of wonn custmers'
    const sought = { text: slips, lever: 'offer' as const, channelId: null }
    expect((await findSimilar(ctx, sought, 3)).map(({ title }) => title)).toEqual(['Lookalike of won customers'])
    const own = await tellTest(ctx, {
      title: slips,
      lever: 'offer',
      brief: { change: slips, outcome: 'More leads', because: 'sales asked for it' },
    })
    const others = await findSimilar(ctx, { ...sought, excluding: own.id }, 3)
    expect(others.map(({ title }) => title)).toEqual(['Lookalike of won customers'])
  })

  it('are none while nothing has been typed', async () => {
    expect(await findSimilar(ctx, { text: ' ', lever: 'offer', channelId: null }, 3)).toEqual([])
  })
})
