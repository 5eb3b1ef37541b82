import type { Lever } from '../../domain/experiment/experiment.ts'
import { tellingWords } from '../../domain/experiment/log-words.ts'
import type { PastTest } from '../../domain/experiment/past-test.ts'
import { nearWord } from '../../lib/near-word.ts'
import { likeWords, searchLog, unknownWords } from '../../store/experiment/experiment-log.ts'
import type { TeamContext } from '../context.ts'

/** What is about to be tested; `excluding` is the id of the test itself, once it has one. */
export type Sought = { text: string; lever: Lever | null; channelId: string | null; excluding?: string }

/** Below this, two tests share words and not a thought. */
const LEAST_RANK = 0.36
/** A shorter word is one slip from too many others. */
const LEAST_TO_CORRECT = 5

/**
 * The earlier tests that are most like one that is about to be made: by its words, its lever and its channel. What was decided
 * comes before what was not, because that is what one can learn from.
 */
export async function findSimilar({ db, team }: TeamContext, sought: Sought, limit: number): Promise<PastTest[]> {
  const { text, lever, channelId, excluding = null } = sought
  const words = await corrected({ db, team }, tellingWords(text), excluding)
  const found = await searchLog(db, team, { words, lever, channelId, excluding })
  const alike = found.filter(({ rank }) => rank >= LEAST_RANK)
  return [...alike.filter(isDecided), ...alike.filter((test) => !isDecided(test))].slice(0, limit)
}

/** Words that nobody has written yet, as what they are one or two slips from: somebody types an idea in a hurry. */
async function corrected(
  { db, team }: Pick<TeamContext, 'db' | 'team'>,
  words: readonly string[],
  excluding: string | null,
): Promise<string[]> {
  const like = await likeWords(
    db,
    team,
    words.filter((word) => word.length >= LEAST_TO_CORRECT),
    excluding,
  )
  const written = new Set(like.filter(({ word, near }) => word === near).map(({ word }) => word))
  const looked = [...new Set(like.map(({ word }) => word))].filter((word) => !written.has(word))
  const slipped = looked.length > 0 ? await unknownWords(db, team, looked, excluding) : []
  const meant = (word: string) => {
    const near = like.filter((each) => each.word === word).map((each) => each.near)
    return slipped.includes(word) ? (nearWord(word, near) ?? word) : word
  }
  return [...new Set(words.map(meant))]
}

function isDecided({ verdict, learning }: PastTest): boolean {
  return verdict !== null || learning !== null
}
