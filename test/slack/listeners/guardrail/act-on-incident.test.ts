import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { NO_ECONOMICS } from '../../../../src/domain/metric/economics.ts'
import { setAbsence } from '../../../../src/flows/absence/set-absence.ts'
import type { TeamContext } from '../../../../src/flows/context.ts'
import { teamById } from '../../../../src/flows/find-team.ts'
import { takeIncident } from '../../../../src/flows/guardrail/act-on-incident.ts'
import { judgeGuardrails } from '../../../../src/flows/guardrail/judge-guardrails.ts'
import { setEconomics } from '../../../../src/flows/metric/set-economics.ts'
import { setSureness } from '../../../../src/flows/metric/set-sureness.ts'
import { setTarget } from '../../../../src/flows/metric/set-target.ts'
import { setUpTeam } from '../../../../src/flows/set-up-team.ts'
import { findIncident, listOpenIncidents } from '../../../../src/store/guardrail/incidents.ts'
import { adDaysCsv, everyDay } from '../../../support/ad-days.ts'
import { channelId, makeGuardrail } from '../../../support/guardrails.ts'
import { CHANNEL, openStage, type Stage, wordsOf } from '../../../support/stage.ts'
import { PLAN } from '../../../support/team-plan.ts'

const CARD = 'G-1 Cost ceiling, Paid search'
const USUAL = { campaign: 'Brand', spend: 1_000, impressions: 50_000, clicks: 500, conversions: 60 }

let stage: Stage
let ctx: TeamContext
beforeAll(async () => {
  stage = await openStage()
})
beforeEach(async () => {
  await stage.reset('2026-11-19T10:00:00Z')
  ctx = await stage.makeTeam()
  const scope = { level: 'channel', channelId: channelId(ctx, 'paid-search') } as const
  await makeGuardrail(ctx, { scope, windowDays: 1, fireAfter: 1, resolveAfter: 1 })
  await arrive('2026-10-01', '2026-11-17', 60)
  await arrive('2026-11-18', '2026-11-18', 30)
  await stage.tick()
})
afterEach(() => {
  expect(stage.failures).toEqual([])
})
afterAll(async () => {
  await stage.close()
})

async function arrive(from: string, to: string, conversions: number): Promise<void> {
  const csv = adDaysCsv(everyDay(from, to, { ...USUAL, conversions }))
  await stage.importNumbers({ ...ctx, now: stage.clock.now }, csv, `until-${to}.csv`)
}

async function incidentId(): Promise<string> {
  const [open] = await listOpenIncidents(ctx.db.prisma, ctx.team)
  return open?.id ?? ''
}

function as(userId: string): TeamContext {
  return { ...ctx, now: stage.clock.now, actor: { kind: 'person', userId } }
}

it('is taken once, however often it is clicked and by however many, at the same time', async () => {
  await stage.post(CHANNEL, CARD)
  const id = await incidentId()

  const clicks = await Promise.allSettled([takeIncident(as('U0PRIYA'), id), takeIncident(as('U0PRIYA'), id)])
  const refused = clicks.flatMap((click) => (click.status === 'rejected' ? [String(click.reason)] : []))
  expect(refused).toEqual([expect.stringContaining('You are on it already; nothing changed.')])
  await expect(takeIncident(as('U0MARA'), id)).rejects.toThrow('<@U0PRIYA> is on it already')

  await stage.tick()
  await stage.post(CHANNEL, CARD, '<@U0PRIYA> is on it since')
  expect(stage.posts().filter((post) => post.endsWith(' is on it.'))).toHaveLength(1)
})

it('says that it is over to whoever acts on it after it was, and keeps no button', async () => {
  const { priya } = stage
  const card = await stage.post(CHANNEL, CARD)
  const id = await incidentId()
  await priya.click(card, 'Assign')
  await stage.modal(priya, 'Who has it from now on?')
  stage.at('2026-11-20T10:00:00Z')
  await arrive('2026-11-19', '2026-11-19', 60)
  await stage.tick()
  expect(wordsOf(await stage.post(CHANNEL, CARD, 'resolved after'))).not.toContain('Assign')

  const sent = await priya.submit({ 'Who has it from now on?': 'U0SAM' })

  const over = 'This one is over: it was resolved in the meantime. Nothing changed.'
  expect(JSON.stringify(sent)).toContain(over)
  await expect(takeIncident(as('U0PRIYA'), id)).rejects.toThrow(over)
})

it('ends in one way, whether a person or the end of the breach comes first', async () => {
  await stage.post(CHANNEL, CARD)
  const id = await incidentId()
  stage.at('2026-11-20T10:00:00Z')
  const now = stage.clock.now
  const csv = adDaysCsv(everyDay('2026-11-19', '2026-11-19', USUAL))

  const [taken] = await Promise.allSettled([
    takeIncident(as('U0PRIYA'), id),
    stage.importNumbers({ ...ctx, now }, csv, 'race.csv').then(() => judgeGuardrails({ ...ctx, now })),
  ])

  const incident = await findIncident(ctx.db.prisma, ctx.team, id)
  expect(incident?.state).toBe('resolved')
  expect(incident?.ackedBy ?? null).toBe(taken.status === 'fulfilled' ? 'U0PRIYA' : null)
  if (taken.status === 'rejected') expect(String(taken.reason)).toContain('This one is over')
  await stage.tick()
  await stage.post(CHANNEL, CARD, 'resolved after')
})

it('sleeps until an end that lies ahead, for a reason; a refusal says so at its field', async () => {
  const { priya } = stage
  const card = await stage.post(CHANNEL, CARD)
  await priya.click(card, 'Snooze until…')
  await stage.modal(priya, 'Until which day?')

  const asked = { 'At what time, in Berlin?': '09:00', 'Why can it wait?': 'No' }
  expect(await priya.submit({ 'Until which day?': '2026-11-18', ...asked })).toMatchObject({
    outcome: 'errors',
    errors: { until: expect.stringContaining('still to come'), why: expect.stringContaining('why it can wait') },
  })
  expect(await priya.submit({ 'Until which day?': '2027-02-01' })).toMatchObject({
    errors: { until: expect.stringContaining('At most 30 days') },
  })
  await priya.submit({ 'Until which day?': '2026-11-20', 'Why can it wait?': 'The page is fixed tonight' })
  await stage.post(CHANNEL, 'snoozed it until Fri 20 Nov 09:00 Berlin: The page is fixed tonight')

  await stage.tick('2026-11-20T08:01:00Z')
  await stage.post(CHANNEL, 'the snooze is over and it still stands')
})

it('is given to somebody, who may act on it from then on', async () => {
  const { priya, sam } = stage
  const card = await stage.post(CHANNEL, CARD)
  await sam.click(card, 'Assign')
  await stage.modal(sam, 'is for <@U0MARA>, <@U0PRIYA> to act on')

  await priya.click(card, 'Assign')
  await stage.modal(priya, 'Who has it from now on?')
  await priya.submit({ 'Who has it from now on?': 'U0SAM' })
  const given = await stage.post(CHANNEL, CARD, '<@U0SAM> has it, given by <@U0PRIYA>')
  await stage.post(CHANNEL, 'gave it to <@U0SAM>')

  await sam.click(given, 'Log a decision')
  await stage.modal(sam, 'What is decided?')
})

it('waits for the stand-in while its owner is away, who may act, and asks nobody on a Saturday', async () => {
  const { sam } = stage
  const away = { userId: 'U0PRIYA', from: '2026-11-19', until: '2026-11-27', delegateUserId: 'U0SAM' }
  await setAbsence(as('U0PRIYA'), away)
  ctx = { ...ctx, team: await teamById(ctx, ctx.team.id) }

  await stage.tick('2026-11-19T14:30:00Z')
  await stage.post(CHANNEL, '<@U0MARA>, nobody has taken it since')
  const card = await stage.post(CHANNEL, CARD, 'it waits for <@U0SAM> while <@U0PRIYA> is away')
  await stage.tick('2026-11-20T14:31:00Z')
  await stage.post(CHANNEL, '<@U0SAM>, while a colleague is away: still breaching')
  await stage.tick('2026-11-21T15:00:00Z')
  await stage.quiet()
  expect(stage.posts().filter((post) => post.includes('still breaching'))).toHaveLength(1)

  await sam.click(card, "I'm on it")
  expect(await stage.answer(sam)).toContain('You are on G-1')
})

it('tells on its card which targets were changed in its scope, and nothing of other channels', async () => {
  await stage.post(CHANNEL, CARD)
  const limit = { key: 'cpl', band: { low: null, high: 70 }, draft: '' } as const
  await setTarget(as('U0MARA'), { ...limit, scope: scopeOf('paid-search') })
  ctx = { ...ctx, team: await teamById(ctx, ctx.team.id) }
  await setTarget(as('U0MARA'), { ...limit, scope: scopeOf('paid-social') })
  await stage.priya.click(await stage.post(CHANNEL, CARD), "I'm on it")

  const card = wordsOf(await stage.post(CHANNEL, CARD, '<@U0PRIYA> is on it'))
  expect(card).toContain('Also true in this scope: ')
  expect(card).toContain('CPL, paid-search: ≤ €70 (before: none), Thu 19 Nov (<@U0MARA>)')
  expect(card).not.toContain('paid-social')
})

it('tells on its card that rules and settings were changed by which its numbers are counted, within the minute', async () => {
  await stage.post(CHANNEL, CARD)
  const [search, social] = PLAN.channels
  if (!search || !social) throw new Error('the team of the stories has two channels')
  const utm = { field: 'utm_source', contains: 'google' } as const
  const rules = [...search.rules, utm]
  const lower = { ...social, rules: [{ field: 'utm_source', contains: 'meta' } as const] }
  const plan = { ...PLAN, conversationId: CHANNEL, channels: [{ ...search, rules }, lower] }
  await setUpTeam(as('U0MARA'), plan, ctx.team)
  await setSureness(as('U0MARA'), '75 % 60 days')
  // What a customer is worth moves paybacks, and no cost of a lead.
  ctx = { ...ctx, team: await teamById(ctx, ctx.team.id) }
  await setEconomics(as('U0MARA'), { ...NO_ECONOMICS, grossMargin: 0.8 })
  await stage.tick()

  const card = wordsOf(await stage.post(CHANNEL, CARD, 'rules of Paid search'))
  expect(card).toContain('(before: platform: Google Ads), Thu 19 Nov (<@U0MARA>)')
  expect(card).toContain('numbers: mature from 75 % on, 60 days to win, restated from')
  expect(card).not.toContain('rules of Paid social')
  expect(card).not.toContain('Economics')
})

function scopeOf(key: string) {
  return { channelId: channelId(ctx, key), name: key }
}

it('is expected, with a reason that stays, where somebody took the tag down on purpose', async () => {
  const { priya } = stage
  const scope = { level: 'channel', channelId: channelId(ctx, 'paid-search') } as const
  const watch = { kind: 'zero_run', metric: null, name: 'Conversions are counted', sure: 0.99 } as const
  await makeGuardrail(ctx, { ...watch, scope, fireAfter: 1, resolveAfter: 1 })
  stage.at('2026-11-20T10:00:00Z')
  await arrive('2026-11-19', '2026-11-19', 0)
  await stage.tick()

  const card = await stage.post(CHANNEL, '*G-2 Conversions are counted', 'breaching since')
  expect(wordsOf(card)).toContain('Clicks are normal, so look at the tag, not at the ads.')
  expect(wordsOf(card)).not.toContain('Stress test')
  await priya.click(card, "It's expected")
  await stage.modal(priya, "It's expected", 'Why?')
  await priya.submit({ 'Why?': 'The checkout moves to a new domain until Monday' })

  await stage.post(CHANNEL, '*G-2 Conversions are counted', 'decision D-1')
  await stage.post(CHANNEL, 'It is expected: nothing to do.')
})
