import { afterEach, describe, expect, it } from 'vitest'
import { createHttpServer, listen } from '../../src/http/server.ts'
import { silentLog } from '../../src/lib/log.ts'
import { openStage, type Stage } from '../support/stage.ts'

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
})
