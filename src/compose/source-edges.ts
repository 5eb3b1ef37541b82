import type { Context } from '../flows/context.ts'
import { claimPushKey, settlePushKey } from '../flows/source/claim-run.ts'
import { openToken } from '../flows/source/open-token.ts'
import type { Metrics } from '../http/metrics.ts'
import { createPushEndpoint } from '../http/push.ts'
import { PARAMETERS, takePush } from '../ingest/sources/take-push.ts'
import { newId } from '../lib/ids.ts'
import type { Desk } from '../slack/requests.ts'
import type { Sources } from './sources.ts'

// How sources reach the two edges where people and programs meet them; app.ts hands both over.

/** The endpoint that numbers are pushed to, on our database. */
export function pushEndpoint(
  db: Context['db'],
  dataDir: string,
  parts: Pick<Context, 'log'> & { now: () => Date; announceSoon: () => void; count: (status: number) => void },
): ReturnType<typeof createPushEndpoint> {
  const { log, now, announceSoon, count } = parts
  return createPushEndpoint({
    now,
    log,
    dataDir,
    parameters: PARAMETERS,
    open: async (token) => await openToken({ db, now: now(), newId, log }, token),
    claim: claimPushKey,
    settle: settlePushKey,
    async take(...push) {
      const answer = await takePush(...push)
      announceSoon()
      return answer
    },
    count,
  })
}

/** Reads the warehouses that are due; where any was read, what there is to say of it is said. */
export async function readDueSources(
  sources: Sources,
  metrics: Metrics,
  now: Date,
  announceSoon: () => void,
): Promise<void> {
  const ran = await sources.runDue(now)
  metrics.countSources(ran)
  if (ran.length > 0) announceSoon()
}

/** What listeners need of sources; `root` is where the bot's own HTTP server is reached. */
export function sourcesDesk(sources: Sources, metrics: Metrics, root: () => string): Desk['sources'] {
  return {
    namesOf: sources.namesOf,
    async runNow(...asked) {
      const ran = await sources.runNow(...asked)
      metrics.countSources([ran])
      return ran
    },
    addressOf: (teamKey) => `${root()}/ingest/${teamKey}`,
  }
}
