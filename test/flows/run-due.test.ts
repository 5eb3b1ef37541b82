import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { guardTeams } from '../../src/flows/guardrail/guard-teams.ts'
import { readSchedule } from '../../src/flows/review/read-schedule.ts'
import { runDue } from '../../src/flows/run-due.ts'
import { type FlowStage, openFlowStage } from '../support/flow-stage.ts'

let stage: FlowStage
beforeAll(async () => {
  stage = await openFlowStage()
})
afterAll(async () => {
  await stage.close()
})

const runAt = (at: string) => runDue({ ...stage.ctx, now: new Date(at) })

describe('what is due', () => {
  it('is done once by five who come at the same time', async () => {
    const { team } = await stage.makeTeam()
    const ran = await Promise.all(Array.from({ length: 5 }, () => runAt('2026-11-23T08:00:00Z')))

    const opened = ran.flatMap((each) => each.opened).filter((each) => each.team === team.key)
    expect(opened).toEqual([{ team: team.key, week: '2026-W47', late: false }])
    expect(ran.flatMap(({ failed }) => failed)).toEqual([])
    const { rows } = await stage.ctx.db.pool.query(
      "SELECT count(*)::int AS headers FROM announcement WHERE team_id = $1 AND kind = 'review-header'",
      [team.id],
    )
    expect(rows).toEqual([{ headers: 1 }])
  })

  it('is done for every team at its own nine, and for the others when one fails', async () => {
    const broken = await stage.makeTeam({ zone: 'Europe/Berlin' })
    const tokyo = await stage.makeTeam({ zone: 'Asia/Tokyo' })
    await stage.ctx.db.pool.query("UPDATE team SET zone = 'Mars/Olympus' WHERE id = $1", [broken.team.id])
    const ran = await runAt('2026-11-30T00:00:00Z')

    expect(ran.failed).toEqual([broken.team.key])
    expect(ran.opened).toEqual([{ team: tokyo.team.key, week: '2026-W48', late: false }])
    await stage.ctx.db.pool.query('DELETE FROM team WHERE id = $1', [broken.team.id])
  })

  it('is not what was due before the team was made', async () => {
    const { team } = await stage.makeTeam()
    const ran = await runAt('2026-11-18T12:00:01Z')

    expect(ran.opened.filter((each) => each.team === team.key)).toEqual([])
    expect(ran.missed.filter((each) => each.team === team.key)).toEqual([])
  })
})

describe('a beat with nothing to do', () => {
  it('writes nothing into the row of a team', async () => {
    const { team } = await stage.makeTeam()
    const written = async () => {
      const { rows } = await stage.ctx.db.pool.query('SELECT xmin::text AS at FROM team WHERE id = $1', [team.id])
      return rows
    }
    await runAt('2026-11-18T14:00:00Z')
    const before = await written()
    await runAt('2026-11-18T14:00:15Z')

    expect(await written()).toEqual(before)
    await runAt('2026-11-18T14:06:00Z')
    expect(await written()).not.toEqual(before)
  })
})

describe('a rhythm that is paused', () => {
  it('does not stop the guardrails', async () => {
    const { team } = await stage.makeTeam()
    const sql = 'UPDATE team SET paused_at = now() WHERE id = $1'
    await stage.ctx.db.pool.query(sql, [team.id])
    await guardTeams({ ...stage.ctx, now: new Date('2026-11-18T15:00:00Z') })

    const { rows } = await stage.ctx.db.pool.query('SELECT guarded_at AS at FROM team WHERE id = $1', [team.id])
    expect(rows).toEqual([{ at: new Date('2026-11-18T15:00:00Z') }])
  })
})

describe('the schedule', () => {
  it('names the next four reviews, at nine by the clock on the wall across a change of clocks', async () => {
    const ctx = await stage.makeTeam()
    const { reviews, clockChange } = await readSchedule({ ...ctx, now: new Date('2026-10-14T12:00:00Z') })

    expect(reviews.map(({ week, dueAt }) => `${week} ${dueAt.toISOString()}`)).toEqual([
      '2026-W42 2026-10-19T07:00:00.000Z',
      '2026-W43 2026-10-26T08:00:00.000Z',
      '2026-W44 2026-11-02T08:00:00.000Z',
      '2026-W45 2026-11-09T08:00:00.000Z',
    ])
    expect(clockChange?.minutes).toBe(-60)
  })

  it('knows no change of clocks where there is none', async () => {
    const ctx = await stage.makeTeam({ zone: 'Asia/Kolkata' })

    expect((await readSchedule(ctx)).clockChange).toBeNull()
  })
})
