import type { Lever } from '../../domain/experiment/experiment.ts'
import { tellingWords } from '../../domain/experiment/log-words.ts'
import type { PastTest } from '../../domain/experiment/past-test.ts'
import { searchLog } from '../../store/experiment/experiment-log.ts'
import type { TeamContext } from '../context.ts'

/** What is about to be tested; `excluding` is the id of the test itself, once it has one. */
export type Sought = { text: string; lever: Lever | null; channelId: string | null; excluding?: string }

/** Below this, two tests share words and not a thought. */
const LEAST_RANK = 0.36

/**
 * The earlier tests that are most like one that is about to be made: by its words, its lever and its channel. What was decided
 * comes before what was not, because that is what one can learn from.
 */
export async function findSimilar({ db, team }: TeamContext, sought: Sought, limit: number): Promise<PastTest[]> {
  const { text, lever, channelId, excluding = null } = sought
  const found = await searchLog(db, team, { words: tellingWords(text), lever, channelId, excluding })
  const alike = found.filter(({ rank }) => rank >= LEAST_RANK)
  return [...alike.filter(isDecided), ...alike.filter((test) => !isDecided(test))].slice(0, limit)
}

function isDecided({ verdict, learning }: PastTest): boolean {
  return verdict !== null || learning !== null
}
