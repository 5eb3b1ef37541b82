import { schedule } from 'node-cron'

/** The heartbeat: it knows only "call this with now". What is due is decided elsewhere, from rows. */
export type Ticker = { stop(): Promise<void> }

/** Calls `onTick` every fifteen seconds, never twice at once; a tick that fails is told and does not stop the next. */
export function startTicker(onTick: (now: Date) => Promise<void>, onError: (error: unknown) => void): Ticker {
  let running: Promise<void> | null = null

  function tick(): void {
    running ??= onTick(new Date())
      .catch(onError)
      .finally(() => {
        running = null
      })
  }

  const task = schedule('*/15 * * * * *', tick, { timezone: 'UTC' })
  return {
    async stop() {
      await task.destroy()
      await running
    },
  }
}
