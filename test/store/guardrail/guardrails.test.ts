import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { unjudged } from '../../../src/domain/guardrail/evaluation.ts'
import { DEFAULTS, type Definition, scopeKey } from '../../../src/domain/guardrail/guardrail.ts'
import type { Incident } from '../../../src/domain/guardrail/incident.ts'
import type { TeamContext } from '../../../src/flows/context.ts'
import {
  latestEvaluation,
  latestEvaluations,
  listWatches,
  saveEvaluations,
  saveWatches,
} from '../../../src/store/guardrail/guardrail-watches.ts'
import {
  deleteGuardrail,
  findGuardrail,
  findGuardrailByNumber,
  findTeamIdOfGuardrail,
  insertGuardrail,
  listGuardrails,
  nextGuardrailNumber,
  setGuardrailPaused,
  updateGuardrail,
} from '../../../src/store/guardrail/guardrails.ts'
import {
  findIncident,
  findTeamIdOfIncident,
  insertIncident,
  insertIncidentDecision,
  insertIncidentNote,
  listDueIncidents,
  listIncidentDecisions,
  listIncidentNotes,
  listOpenIncidents,
  listResolvedIncidents,
  updateIncident,
} from '../../../src/store/guardrail/incidents.ts'
import { type FlowStage, openFlowStage } from '../../support/flow-stage.ts'
import { makeIncident } from '../../support/guardrails.ts'

let stage: FlowStage
beforeAll(async () => {
  stage = await openFlowStage()
})
afterAll(async () => {
  await stage.close()
})

const AT = new Date('2026-11-18T12:00:00Z')
const MARA = { by: 'U0MARA', at: AT }
const CEILING: Definition = {
  ...DEFAULTS,
  name: 'CAC ceiling',
  scope: { level: 'channel', channelId: 'chn_1' },
  kind: 'max',
  metric: 'cac',
  breach: { low: null, high: 1400 },
  warn: { low: null, high: 1300 },
  recover: { low: null, high: 1350.5 },
  minSpend: 5_000,
  minResults: 20,
  ownerUserId: 'U0SAM',
  runbook: 'Look at the page first.',
  dependsOn: [7],
}

async function made(ctx: TeamContext, definition = CEILING) {
  const number = await nextGuardrailNumber(ctx.db.prisma, ctx.team)
  const id = ctx.newId('grd')
  await insertGuardrail(ctx.db.prisma, ctx.team, { id, number, definition }, MARA)
  return id
}

function open(guardrailId: string, id: string): Incident {
  return { ...makeIncident(guardrailId, id), scope: scopeKey(CEILING.scope), openedAt: AT, nextAt: AT }
}

describe('guardrails as they are kept', () => {
  it('come back as they were defined, each team counting its own', async () => {
    const [one, other] = [await stage.makeTeam(), await stage.makeTeam()]
    const id = await made(one)
    await made(one)
    await made(other)

    expect(await findGuardrail(one.db.prisma, one.team, id)).toEqual({
      ...CEILING,
      id,
      number: 1,
      version: 1,
      pausedAt: null,
      pausedBy: null,
      createdAt: AT,
      createdBy: 'U0MARA',
    })
    expect((await listGuardrails(one.db.prisma, one.team)).map(({ number }) => number)).toEqual([1, 2])
    expect((await listGuardrails(one.db.prisma, other.team)).map(({ number }) => number)).toEqual([1])
    expect(await findTeamIdOfGuardrail(one.db.prisma, one.workspaceId, id)).toBe(one.team.id)
  })

  it('are changed by one of two at once, and keep what they were', async () => {
    const { db, team, ...ctx } = await stage.makeTeam()
    const id = await made({ db, team, ...ctx })
    const change = { id, version: 1, definition: { ...CEILING, breach: { low: null, high: 1_500 } } }
    const won = await Promise.all([1, 2].map(async () => await updateGuardrail(db.prisma, team, change, MARA)))

    expect(won.filter(Boolean)).toEqual([true])
    expect(await findGuardrailByNumber(db.prisma, team, 1)).toMatchObject({ version: 2, breach: { high: 1_500 } })
    const versions = await db.prisma.guardrailVersion.findMany({
      where: { guardrailId: id },
      orderBy: { version: 'asc' },
    })
    expect(versions.map(({ definition }) => definition)).toEqual([CEILING, change.definition])
  })

  it('are paused, resumed and taken away once', async () => {
    const ctx = await stage.makeTeam()
    const id = await made(ctx)
    const { prisma } = ctx.db

    expect(await setGuardrailPaused(prisma, ctx.team, id, MARA)).toBe(true)
    expect(await setGuardrailPaused(prisma, ctx.team, id, MARA)).toBe(false)
    expect(await findGuardrail(prisma, ctx.team, id)).toMatchObject({ pausedAt: AT, pausedBy: 'U0MARA' })
    expect(await setGuardrailPaused(prisma, ctx.team, id, null)).toBe(true)
    expect(await deleteGuardrail(prisma, ctx.team, id, AT)).toBe(true)
    expect(await deleteGuardrail(prisma, ctx.team, id, AT)).toBe(false)
    expect(await findGuardrailByNumber(prisma, ctx.team, 1)).toBeNull()
    expect(await listGuardrails(prisma, ctx.team)).toEqual([])
  })

  it('keep the last judgement of each day, and where the machine stands', async () => {
    const ctx = await stage.makeTeam()
    const guardrailId = await made(ctx)
    const { prisma } = ctx.db
    const judged = {
      ...unjudged('NO_DATA', ''),
      guardrailId,
      version: 1,
      day: '2026-11-16',
      mutedBy: null,
      state: 'PENDING',
      judgedAt: AT,
      verdict: 'BREACH' as const,
      value: 1702.5,
      dataThrough: '2026-11-16',
      sentence: '€1,702 against ≤ €1,400',
    }
    const second = { ...judged, day: '2026-11-17', value: null, state: 'FIRING', dataThrough: null, mutedBy: 'inc_1' }
    await saveEvaluations(prisma, ctx.team, [judged, second])
    await saveEvaluations(prisma, ctx.team, [{ ...second, value: 1_600 }])

    expect(await latestEvaluation(prisma, ctx.team, guardrailId)).toEqual({ ...second, value: 1_600 })
    expect(await latestEvaluations(ctx.db, ctx.team)).toEqual(new Map([[guardrailId, { ...second, value: 1_600 }]]))
    expect(await prisma.evaluation.count({ where: { guardrailId } })).toBe(2)

    const watch = { guardrailId, state: 'PENDING' as const, streak: 1, since: '2026-11-16', counted: '2026-11-16' }
    const known = { dataVersion: 3, asOf: '2026-11-17', version: 1 }
    await saveWatches(prisma, ctx.team, [{ ...watch, ...known }])
    await saveWatches(prisma, ctx.team, [{ ...watch, ...known, state: 'FIRING', streak: 0 }])
    expect(await listWatches(prisma, ctx.team)).toEqual(
      new Map([[guardrailId, { ...watch, ...known, state: 'FIRING', streak: 0 }]]),
    )
  })
})

describe('incidents as they are kept', () => {
  it('are open once per guardrail and scope, however many find the breach', async () => {
    const ctx = await stage.makeTeam()
    const { prisma } = ctx.db
    const guardrailId = await made(ctx)
    const ids = ['inc_1', 'inc_2', 'inc_3']
    const won = await Promise.all(ids.map(async (id) => await insertIncident(prisma, ctx.team, open(guardrailId, id))))

    expect(won.filter(Boolean)).toHaveLength(1)
    expect(await insertIncident(prisma, ctx.team, { ...open(guardrailId, 'inc_4'), isDrill: true })).toBe(true)
    const [first] = await listOpenIncidents(prisma, ctx.team, guardrailId)
    if (!first) throw new Error('nothing is open')
    expect(first).toEqual(open(guardrailId, first.id))
    const done = {
      ...first,
      state: 'resolved' as const,
      resolvedAt: AT,
      resolvedOn: '2026-11-18',
      resolution: 'recovered' as const,
    }
    expect(await updateIncident(prisma, ctx.team, done)).toBe(true)
    expect(await updateIncident(prisma, ctx.team, done)).toBe(false)
    expect(await insertIncident(prisma, ctx.team, open(guardrailId, 'inc_5'))).toBe(true)
    expect((await listResolvedIncidents(prisma, ctx.team, AT)).map(({ id }) => id)).toEqual([first.id])
    expect(await findIncident(prisma, ctx.team, first.id)).toEqual({ ...done, version: 2 })
    expect((await listDueIncidents(prisma, ctx.team, AT)).map(({ id }) => id)).toEqual(
      expect.arrayContaining(['inc_4', 'inc_5']),
    )
    expect(await findTeamIdOfIncident(prisma, ctx.workspaceId, 'inc_5')).toBe(ctx.team.id)
  })

  it('have their log in order and their decisions by number', async () => {
    const ctx = await stage.makeTeam()
    const { prisma } = ctx.db
    await insertIncident(prisma, ctx.team, open(await made(ctx), 'inc_9'))
    const note = { id: 'inn_1', incidentId: 'inc_9', by: 'schedule', at: AT, detail: { value: 3 }, told: true }
    await insertIncidentNote(prisma, ctx.team, { ...note, what: 'fired' })
    await insertIncidentNote(prisma, ctx.team, { ...note, id: 'inn_2', what: 'acknowledged', by: 'U0SAM', told: false })
    const decision = { id: 'idc_1', number: 12, incidentId: 'inc_9', decision: 'Rotate', rationale: 'They are tired.' }
    await insertIncidentDecision(prisma, ctx.team, { ...decision, madeBy: 'U0SAM', madeAt: AT })

    expect((await listIncidentNotes(prisma, ctx.team, 'inc_9')).map(({ what, told }) => [what, told])).toEqual([
      ['fired', true],
      ['acknowledged', false],
    ])
    expect(await listIncidentDecisions(prisma, ctx.team, ['inc_9'])).toEqual([
      { ...decision, madeBy: 'U0SAM', madeAt: AT },
    ])
    expect(await listIncidentDecisions(prisma, ctx.team)).toHaveLength(1)
  })
})
