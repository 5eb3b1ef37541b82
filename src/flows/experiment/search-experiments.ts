import { readTestNumber } from '../../domain/experiment/experiment.ts'
import { isStrict, searchWords } from '../../domain/experiment/log-words.ts'
import type { PastTest } from '../../domain/experiment/past-test.ts'
import type { Guardrail } from '../../domain/guardrail/guardrail.ts'
import type { Incident } from '../../domain/guardrail/incident.ts'
import { nearestWord, searchLog, unknownWords } from '../../store/experiment/experiment-log.ts'
import { listPastTests } from '../../store/experiment/past-tests.ts'
import { findGuardrail } from '../../store/guardrail/guardrails.ts'
import { type FoundIncident, searchIncidents } from '../../store/guardrail/incident-log.ts'
import { findIncident } from '../../store/guardrail/incidents.ts'
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
  /** Alerts that fit, each with a decision about it; on the first page alone, and by themselves on the pages after it. */
  alerts: LogAlert[]
  alertsFrom: number
  alertsFound: number
}

const PAGE = 5
/** So many alerts stand under the first tests; whoever wants more sees these by themselves. */
const FIRST_ALERTS = 3
const MORE_ALERTS = 10

type FoundTests = Omit<LogAnswer, 'alerts' | 'alertsFrom' | 'alertsFound'>

/** An alert with its guardrail and how it stands. */
export type LogAlert = FoundIncident & { guardrail: Guardrail; incident: Incident }

/**
 * Looks through everything the team ever tested. Words need not all be there; quotes and minus signs work as in a web search,
 * T-12 names a test, and a word that nobody ever wrote is taken for the nearest one. Without words: the latest decisions. From
 * `alertsFrom` on the alerts are shown by themselves.
 */
export async function searchExperiments(ctx: TeamContext, text: string, from = 0, alertsFrom = 0): Promise<LogAnswer> {
  const asked = text.trim()
  if (alertsFrom > 0) {
    const alerts = await findAlerts(ctx, asked, { from: alertsFrom, limit: MORE_ALERTS })
    return { asked, tests: [], from: 0, found: 0, instead: [], ...alerts }
  }
  const page = { from: 0, limit: from === 0 ? FIRST_ALERTS : 0 }
  return { ...(await searchTests(ctx, text, from)), ...(await findAlerts(ctx, asked, page)) }
}

async function findAlerts(
  { db, team }: TeamContext,
  asked: string,
  page: { from: number; limit: number },
): Promise<Pick<LogAnswer, 'alerts' | 'alertsFrom' | 'alertsFound'>> {
  const words = asked === '' || readTestNumber(asked) === null ? searchWords(asked) : []
  if (page.limit === 0 || (asked !== '' && words.length === 0)) return { alerts: [], alertsFrom: 0, alertsFound: 0 }
  const { found, of } = await searchIncidents(db, team, words, page)
  const alerts: LogAlert[] = []
  for (const each of found) {
    const guardrail = await findGuardrail(db.prisma, team, each.guardrailId)
    const incident = await findIncident(db.prisma, team, each.incidentId)
    if (guardrail && incident) alerts.push({ ...each, guardrail, incident })
  }
  return { alerts, alertsFrom: page.from, alertsFound: of }
}

async function searchTests(ctx: TeamContext, text: string, from: number): Promise<FoundTests> {
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

async function aboutOne(ctx: TeamContext, asked: string): Promise<FoundTests> {
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
