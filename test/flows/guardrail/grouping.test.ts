import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Guardrail } from '../../../src/domain/guardrail/guardrail.ts'
import type { TeamContext } from '../../../src/flows/context.ts'
import { judgeGuardrails } from '../../../src/flows/guardrail/judge-guardrails.ts'
import { readIncident } from '../../../src/flows/guardrail/read-incident.ts'
import { incidentCard } from '../../../src/slack/views/guardrail/incident-card.ts'
import { writeAudit } from '../../../src/store/audits.ts'
import { listOpenIncidents } from '../../../src/store/guardrail/incidents.ts'
import { findTeam } from '../../../src/store/teams.ts'
import { transaction } from '../../../src/store/transaction.ts'
import { adDaysCsv, everyDay } from '../../support/ad-days.ts'
import { type FlowStage, openFlowStage } from '../../support/flow-stage.ts'
import { channelId, makeGuardrail } from '../../support/guardrails.ts'

let stage: FlowStage
beforeAll(async () => {
  stage = await openFlowStage('2026-11-20T10:00:00Z')
})
afterAll(async () => {
  await stage.close()
})

type Level = 'team' | 'search' | 'campaign'

/** A team whose one campaign, in paid search, is too dear. */
async function withDearBrand(): Promise<TeamContext> {
  const made = await stage.makeTeam()
  const dear = { campaign: 'Brand', spend: 1_000, impressions: 50_000, clicks: 500, conversions: 20 }
  const { id } = await stage.stageFile(made, adDaysCsv(everyDay('2026-10-01', '2026-11-19', dear)))
  await stage.confirm(made, id)
  return { ...made, team: (await findTeam(made.db.prisma, made.team)) ?? made.team }
}

/** Guardrails of these scopes break in one round. */
async function breaking(ctx: TeamContext, ...levels: Level[]): Promise<void> {
  const scopes: Record<Level, Guardrail['scope']> = {
    team: { level: 'team' },
    search: { level: 'channel', channelId: channelId(ctx, 'paid-search') },

    campaign: { level: 'campaign', campaign: 'Brand' },
  }
  for (const level of levels) await makeGuardrail(ctx, { windowDays: 1, scope: scopes[level] })
  await judgeGuardrails(ctx)
}

/** Under which scope's card each open breach is told: `campaign:Brand under channel`. */
async function told(ctx: TeamContext): Promise<string[]> {
  const open = await listOpenIncidents(ctx.db.prisma, ctx.team)
  const level = (scope = 'its own') => scope.split(':')[0]
  return open.map(({ scope, leadId }) => `${level(scope)} under ${level(open.find(({ id }) => id === leadId)?.scope)}`)
}

describe('a breach within a scope that is broken already', () => {
  it.each<[string, Level[][], string[]]>([
    ['team, then its channel', [['team'], ['search']], ['team under its own', 'channel under team']],
    ['channel, then its campaign', [['search'], ['campaign']], ['channel under its own', 'campaign under channel']],
    [
      'all three in one round',
      [['campaign', 'search', 'team']],
      ['campaign under team', 'channel under team', 'team under its own'],
    ],
    [
      'campaign, then the channel around it',
      [['campaign'], ['search']],
      ['campaign under its own', 'channel under its own'],
    ],
  ])('%s', async (_, rounds, expected) => {
    const ctx = await withDearBrand()
    for (const levels of rounds) await breaking(ctx, ...levels)

    expect((await told(ctx)).toSorted()).toEqual(expected.toSorted())
  })

  it('is said on both cards', async () => {
    const ctx = await withDearBrand()
    await breaking(ctx, 'search')
    await breaking(ctx, 'campaign')
    const open = await listOpenIncidents(ctx.db.prisma, ctx.team)
    const cardOf = async (level: string) => {
      const id = open.find(({ scope }) => scope.startsWith(level))?.id ?? ''
      return JSON.stringify(incidentCard(await readIncident(ctx, id)).blocks)
    }

    expect(await cardOf('channel')).toContain('Broke with it: G-2 Cost ceiling, Brand')
    expect(await cardOf('campaign')).toContain(
      'Told here because G-1 Cost ceiling, Paid search holds its numbers and is broken too.',
    )
  })
})

describe('the card of a campaign', () => {
  it('says what was changed in its channel, and not in others', async () => {
    const ctx = await withDearBrand()
    const changes = { 'paid-search': 'Search got a target.', 'paid-social': 'Social got a target.' }
    await transaction(ctx.db, async (tx) => {
      for (const [key, said] of Object.entries(changes)) {
        const detail = { said, channelId: channelId(ctx, key) }
        await writeAudit(tx, ctx, { teamId: ctx.team.id, action: 'target changed', subject: ctx.team.id, detail })
      }
    })
    await breaking(ctx, 'campaign')
    const [incident] = await listOpenIncidents(ctx.db.prisma, ctx.team)
    const { around } = await readIncident(ctx, incident?.id ?? '')

    expect(around.join()).toContain('Search got a target')
    expect(around.join()).not.toContain('Social got a target')
  })
})
