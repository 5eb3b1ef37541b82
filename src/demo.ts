import { relative } from 'node:path'
import { DEMO_PORT, forceUtc } from './config.ts'
import { portFault } from './demo/port.ts'
import { DEMO } from './demo/seed.ts'
import { startDemo } from './demo/start.ts'
import { Invalid } from './lib/errors.ts'
import { explain } from './lib/explain.ts'
import { createLog } from './lib/log.ts'

// The demo: a local Slack-like workspace with the real bot in it, a team, and half a year of its numbers. Every start is a
// fresh week; nothing is needed beside `npm ci`.

forceUtc()

const port = Number(process.argv[2] ?? DEMO_PORT)

try {
  const wrong = await portFault(port)
  if (wrong) throw new Invalid(wrong)
  process.stdout.write('Making half a year of numbers …\n')
  const { sandbox, team, exports, pushLine, pushExports, stop } = await startDemo({ port, log: createLog('warn') })
  const folder = relative(process.cwd(), exports)
  await sandbox
    .asPerson('U0MARA')
    .say(
      DEMO.conversationId,
      `Morning all! Last week's numbers are in the review below. Priya, Sam, Jo: your narratives, please. Exports to try an import with lie in ${folder}.`,
    )
  process.stdout.write(
    `\nDrumbeat is running in a workspace of its own:  ${sandbox.url}\n\n` +
      `  Type /beat in #growth, write a narrative in the review's thread, close the review.\n` +
      `  Drop an export to import it; some lie in ${folder}\n` +
      `  Push a row as a partner's program would, then type /beat source list:\n\n${pushLine}\n\n` +
      `  or run those of the README, after these two:\n\n${pushExports}\n\n` +
      `  The same as data:  npm run drumbeat -- preview --demo --team ${team.key} --json\n\nCtrl-C ends it.\n`,
  )
  stopOnSignal(stop)
} catch (error) {
  const inUse = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
  process.stderr.write(
    inUse
      ? `Port ${port} is taken: another demo may be running. Stop it, or open http://127.0.0.1:${port}.\n`
      : `The demo could not start: ${explain(error)}\n`,
  )
  process.exit(1)
}

function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) return
      stopping = true
      void stop().then(() => process.exit(0))
    })
  }
}
