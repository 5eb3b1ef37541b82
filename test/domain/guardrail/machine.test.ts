import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { VERDICTS } from '../../../src/domain/guardrail/evaluation.ts'
import { EVALUATORS } from '../../../src/domain/guardrail/evaluators.ts'
import type { Guardrail } from '../../../src/domain/guardrail/guardrail.ts'
import { AT_REST, ruleChanged, step, WATCH_STATES, type Watch } from '../../../src/domain/guardrail/machine.ts'
import { judgeSafely, replay } from '../../../src/domain/guardrail/replay.ts'
import { ceiling, series } from './guardrails.ts'

const FOLDER = join(import.meta.dirname, '../../fixtures/guardrails')
const FIXTURES = readdirSync(FOLDER).map((name) => ({ name, ...read(readFileSync(join(FOLDER, name), 'utf8')) }))

type Row = { day: string; spend: string; won: string; said: string }

/** Reads a fixture: a sentence, the rule, and per day the numbers with the expected verdict, state and move. */
function read(text: string): { sentence: string; rule: string; rows: Row[] } {
  const [head = '', table = ''] = text.split('\n\n')
  const [, sentence = '', rule = ''] = /^([\s\S]+)\nrule: (.+)$/.exec(head) ?? []
  const lines = table.trim().split('\n').slice(1)
  return {
    sentence: sentence.replaceAll('\n', ' '),
    rule,
    rows: lines.map((line) => {
      const [day = '', spend = '', won = '', ...said] = line.split(/\s+/)
      return { day, spend, won, said: said.join(' ') }
    }),
  }
}

function guardrailOf(rule: string): Guardrail {
  const amount = (word: string) => /\d+/.exec(new RegExp(`${word} \\d+`).exec(rule)?.[0] ?? '')?.[0]
  const bound = (word: string) => ({ low: null, high: amount(word) === undefined ? null : Number(amount(word)) })
  const count = (word: string) => Number(amount(word) ?? 2)
  return ceiling({
    breach: bound('max'),
    warn: bound('warn'),
    recover: bound('recover'),
    fireAfter: count('fire after'),
    resolveAfter: count('resolve after'),
  })
}

/** Plays a fixture through judge and machine, and writes down what it said of each row. */
function play(rule: string, rows: readonly Row[]): string[] {
  let guardrail = guardrailOf(rule)
  let watch: Watch = AT_REST
  return rows.map(({ day, spend, won, said }) => {
    if (spend === 'rule') {
      guardrail = { ...guardrail, breach: guardrailOf(said).breach, version: guardrail.version + 1 }
      const changed = ruleChanged(watch)
      watch = changed.watch
      return `max ${guardrail.breach.high}${changed.endsIncident ? ', ends the incident' : ''}`
    }
    const numbers = series(day, [{ spend: Number(spend), won: won === '–' ? null : Number(won) }])
    const evaluate = spend === 'error' ? failing : EVALUATORS.max
    const judged = judgeSafely(evaluate, guardrail, numbers, day)
    const next = step(watch, guardrail, judged, day)
    watch = next.watch
    return `${judged.verdict} ${watch.state} ${next.move}`
  })
}

function failing(): never {
  throw new Error('no such column')
}

describe('days in, states out', () => {
  it.each(FIXTURES)('$name: $sentence', ({ rule, rows }) => {
    expect(play(rule, rows)).toEqual(rows.map(({ said }) => said))
  })

  it('meet every verdict in every state', () => {
    const ways = new Set(FIXTURES.flatMap(({ rule, rows }) => metIn(rule, rows)))
    const all = WATCH_STATES.flatMap((state) => VERDICTS.map((verdict) => `${state} × ${verdict}`))

    expect(all.filter((way) => !ways.has(way))).toEqual([])
  })

  it('make every move there is, and change the rule in every state that can be left by it', () => {
    const moves = new Set(FIXTURES.flatMap(({ rows }) => rows.map(({ said }) => said.split(' ').slice(2).join(' '))))
    const ways = new Set(FIXTURES.flatMap(({ rule, rows }) => metIn(rule, rows)))
    const all = ['none', 'pending', 'calmed', 'fired', 'recovering', 'fired again', 'resolved']

    expect(all.filter((move) => !moves.has(move))).toEqual([])
    for (const state of ['PENDING', 'FIRING', 'RECOVERING']) expect(ways).toContain(`${state} × max`)
  })

  it('is the same when half a year is replayed at once', () => {
    const days = Array.from({ length: 180 }, (_, day) => ({ spend: 10_000, won: day % 60 < 4 ? 80 : 120 }))
    const numbers = series('2026-05-01', days)
    const replayed = replay(EVALUATORS.max, ceiling(), numbers, { from: '2026-05-01', to: '2026-10-27' })
    const half = replay(EVALUATORS.max, ceiling(), numbers, { from: '2026-05-01', to: '2026-07-31' })
    const rest = replay(
      EVALUATORS.max,
      ceiling(),
      numbers,
      { from: '2026-08-01', to: '2026-10-27' },
      half.at(-1)?.watch,
    )

    expect(replayed.filter(({ move }) => move === 'fired').map(({ day }) => day)).toEqual([
      '2026-05-02',
      '2026-07-01',
      '2026-08-30',
    ])
    expect([...half, ...rest]).toEqual(replayed)
  })
})

/** What each step of a fixture meets: `state before × verdict`, or `× max` for a rule that is changed. */
function metIn(rule: string, rows: readonly Row[]): string[] {
  let from = 'NORMAL'
  return play(rule, rows).map((said) => {
    const [verdict = '', to = ''] = said.split(' ')
    const way = `${from} × ${verdict}`
    from = verdict === 'max' ? 'NORMAL' : to
    return way
  })
}
