import { readTestNumber } from '../../domain/experiment/experiment.ts'
import { isStrict, searchWords } from '../../domain/experiment/log-words.ts'
import type { PastTest } from '../../domain/experiment/past-test.ts'
import type { Guardrail } from '../../domain/guardrail/guardrail.ts'
import { nearestWord, searchLog, unknownWords } from '../../store/experiment/experiment-log.ts'
import { listPastTests } from '../../store/experiment/past-tests.ts'
import { findGuardrail } from '../../store/guardrail/guardrails.ts'
import { type FoundDecision, searchIncidentDecisions } from '../../store/guardrail/incident-log.ts'
import type { TeamContext } from '../context.ts'
import { experimentNamed } from './read-experiment.ts'

/** One page of what was found. */
export type LogAnswer = {
  /** What was asked, as typed. */
  asked: string
  tests: PastTest[]
  from: number
  found: number
  /** Mistyped words with what they were taken for. */
  instead: { word: string; near: string }[]
  /** What was decided about alerts that fits; on the first page alone. */
  decided: LogDecision[]
}

const PAGE = 5
const MOST_DECIDED = 3

/** A decision about an alert, with the guardrail that had been broken. */
export type LogDecision = FoundDecision & { guardrail: Guardrail }

/**
 * Looks through everything the team ever tested. Words need not all be there; quotes and minus signs work as in a web search,
 * T-12 names a test, and a word that nobody ever wrote is taken for the nearest one. Without words: the latest decisions.
 */
export async function searchExperiments(ctx: TeamContext, text: string, from = 0): Promise<LogAnswer> {
  const found = await searchTests(ctx, text, from)
  return { ...found, decided: from === 0 ? await findDecisions(ctx, text.trim()) : [] }
}

async function findDecisions({ db, team }: TeamContext, asked: string): Promise<LogDecision[]> {
  const words = asked === '' || readTestNumber(asked) === null ? searchWords(asked) : []
  if (asked !== '' && words.length === 0) return []
  const found = await searchIncidentDecisions(db, team, words, MOST_DECIDED)
  const whole = found.map(async (each) => ({
    ...each,
    guardrail: await findGuardrail(db.prisma, team, each.guardrailId),
  }))
  return (await Promise.all(whole)).flatMap(({ guardrail, ...each }) => (guardrail ? [{ ...each, guardrail }] : []))
}

async function searchTests(ctx: TeamContext, text: string, from: number): Promise<Omit<LogAnswer, 'decided'>> {
  const { db, team } = ctx
  const asked = text.trim()
  if (asked === '') {
    const latest = await listPastTests(db, team, { states: ['decided', 'invalid', 'closed'] }, { from, limit: PAGE })
    return { asked, from, ...latest, instead: [] }
  }
  if (readTestNumber(asked) !== null) return await aboutOne(ctx, asked)
  const words = searchWords(asked)
  const strict = isStrict(asked) ? asked : null
  const instead = strict === null ? await corrections(ctx, words) : []
  const meant = words.map((word) => instead.find((each) => each.word === word)?.near ?? word)
  const tests = await searchLog(db, team, { words: meant, strict, unfinished: !/[\s"]$/.test(text) })
  return { asked, tests: tests.slice(from, from + PAGE), from, found: tests.length, instead }
}

async function aboutOne(ctx: TeamContext, asked: string): Promise<Omit<LogAnswer, 'decided'>> {
  const { id, title } = await experimentNamed(ctx, asked)
  const found = await searchLog(ctx.db, ctx.team, { words: [...searchWords(title), ...searchWords(asked)] })
  const own = found.filter((test) => test.id === id)
  const tests = [...own, ...found.filter((test) => test.id !== id)].slice(0, PAGE)
  return { asked, tests, from: 0, found: tests.length, instead: [] }
}

async function corrections({ db, team }: TeamContext, words: readonly string[]): Promise<LogAnswer['instead']> {
  const unknown = await unknownWords(db, team, words)
  const near = await Promise.all(
    unknown.slice(0, 3).map(async (word) => ({ word, near: await nearestWord(db, team, word) })),
  )
  return near.flatMap(({ word, near: found }) => (found === null ? [] : [{ word, near: found }]))
}
