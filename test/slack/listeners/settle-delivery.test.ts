import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { askOwner } from '../../../src/flows/delivery/settle-delivery.ts'
import { CHANNEL, openStage, type Stage } from '../../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
beforeEach(async () => {
  await stage.reset()
})
afterEach(() => {
  expect(stage.failures).toEqual([])
})
afterAll(async () => {
  await stage.close()
})

/** One post of which Slack never said whether it took it, long enough ago to ask a person. */
async function doubt() {
  await stage.makeTeam()
  await stage.post(CHANNEL, 'Growth is set up')
  await stage.db.pool.query(
    "UPDATE announcement SET state = 'uncertain', uncertain_since = now() - interval '3 h', not_before = now() + interval '1 d'",
  )
  const { rows } = await stage.db.pool.query<{ id: string; team_id: string }>('SELECT id, team_id FROM announcement')
  const { id, team_id: teamId } = rows[0]!
  await askOwner(await stage.ctx({ kind: 'schedule' }), { id, teamId, kind: 'team-ready' }, 0)
  await stage.app.services.announcer.run()
  return await stage.post('U0MARA', 'Can you see the note that the team is set up in <#C0GROWTH>?')
}

describe('the question whether a post is there', () => {
  it('is settled by "It is there", and nothing is posted again', async () => {
    const question = await doubt()
    await stage.mara.click(question, 'It is there')

    await stage.post('U0MARA', '*Settled*')
    expect(stage.posts()).toHaveLength(1)
  })

  it('is settled by "Post it again", which posts it', async () => {
    const question = await doubt()
    await stage.mara.click(question, 'Post it again')

    await stage.sandbox.waitFor(() => stage.posts().length === 2)
    await stage.post('U0MARA', '*Settled*')
  })

  it('is settled once', async () => {
    const question = await doubt()
    await stage.mara.click(question, 'It is there')
    await stage.post('U0MARA', '*Settled*')
    await stage.mara.click({ ...question, ts: question.ts }, 'It is there').catch(() => {})

    expect(stage.posts()).toHaveLength(1)
  })
})
