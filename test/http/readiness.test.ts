import { afterEach, describe, expect, it } from 'vitest'
import { createHttpServer, listen } from '../../src/http/server.ts'
import { silentLog } from '../../src/lib/log.ts'
import { CHANNEL, openStage, type Stage } from '../support/stage.ts'

let close = async () => {}
afterEach(async () => {
  await close()
})

async function ask(port: number, path: string): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`)
  return `${response.status} ${await response.text()}`
}

describe('/readyz', () => {
  it('is 503 before the bot is ready, while /healthz is fine', async () => {
    const metrics = async () => ({ type: 'text/plain', body: '' })
    const parts = {
      requestListener: null,
      push: async () => {},
      metrics,
      isReady: async () => false,
      trouble: () => null,
      log: silentLog,
      now: () => new Date(),
    }
    const server = createHttpServer(parts)
    const port = await listen(server, 0, '127.0.0.1')
    close = async () => void server.close()

    expect(await ask(port, '/readyz')).toBe('503 not ready')
    expect(await ask(port, '/healthz')).toBe('200 ok')
  })

  it('is 503 while Slack cannot reach the bot over its socket', async () => {
    const stage: Stage = await openStage()
    close = () => stage.close()
    const { app, sandbox } = stage
    expect(await ask(app.port, '/readyz')).toBe('200 ready')

    await sandbox.close()
    await sandbox.waitFor(async () => (await ask(app.port, '/readyz')) === '503 not ready', 'the end of the socket')
    expect(await ask(app.port, '/healthz')).toBe('200 ok')
  })

  it('is 503 without a database', async () => {
    const stage: Stage = await openStage()
    close = () => stage.close()
    await stage.db.close()

    expect(await ask(stage.app.port, '/readyz')).toBe('503 not ready')
    expect(await ask(stage.app.port, '/healthz')).toBe('200 ok')
  })

  it('is 503 with the reason while the database’s clock is off by more than a minute, and no review opens until they agree', async () => {
    const stage: Stage = await openStage({ at: '2026-11-23T07:00:00Z' })
    close = () => stage.close()
    await stage.makeTeam()
    const aheadMs = { value: 90_000 }
    setDatabaseClock(stage, aheadMs)
    await stage.tick('2026-11-23T08:00:00Z')

    expect(await ask(stage.app.port, '/readyz')).toMatch(/^503 not ready: the clock of the database is \d+ s ahead of /)
    expect(await ask(stage.app.port, '/metrics')).toMatch(/drumbeat_clock_skew_seconds (89|90)/)
    expect(stage.posts().join()).not.toContain('numbers and narrative')
    expect(JSON.stringify(stage.failures.splice(0))).toContain('too far apart')

    aheadMs.value = 0
    await stage.tick('2026-11-23T08:01:00Z')
    expect(await ask(stage.app.port, '/readyz')).toBe('200 ready')
    await stage.post(CHANNEL, 'numbers and narrative')
  })
})

/** Lets the database of a stage tell another time than this machine. */
function setDatabaseClock({ app }: Stage, aheadMs: { value: number }): void {
  const { pool } = app.services.db
  const asked = pool.query.bind(pool) as (...given: unknown[]) => Promise<unknown>
  const query = async (...given: unknown[]) =>
    String(given[0]).includes('clock_timestamp()) * 1000')
      ? { rows: [{ ms: String(Date.now() + aheadMs.value) }] }
      : await asked(...given)
  Object.assign(pool, { query })
}
