import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Papa from 'papaparse'
import { anonymous } from '../domain/experiment/score.ts'
import type { Team } from '../domain/team.ts'
import type { Context } from '../flows/context.ts'
import { readWholeLog, type WholeTest } from '../flows/experiment/export-log.ts'
import { allTeams, teamOfKey } from '../flows/find-team.ts'
import { Invalid, NotFound } from '../lib/errors.ts'
import { type Row, tablesOf } from './export-rows.ts'

// A spreadsheet runs a cell that begins with one of these, also after spaces and line breaks.
const FORMULA = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r]/

/** `export DIR`: the log of all tests as CSV for spreadsheets and as JSON for programs, in a folder of its own. */
export async function exportLog(ctx: Context, dir: string, teamKey: string | undefined): Promise<string> {
  makeFolder(dir)
  const teams = teamKey === undefined ? await allTeams(ctx) : [await teamOfKey(ctx, teamKey)]
  if (teams.length === 0) throw new NotFound('There is no team yet, so there is nothing to export.')
  const logs: { team: Team; tests: WholeTest[] }[] = []
  for (const team of teams) logs.push({ team, tests: await readWholeLog({ ...ctx, team }) })
  const tables = mergeTables(logs.map(({ team, tests }) => tablesOf(team, tests)))
  for (const [name, rows] of Object.entries(tables))
    writeFileSync(join(dir, `${name}.csv`), toCsv(rows), { flag: 'wx' })
  for (const [name, rows] of Object.entries(inFull(logs))) {
    writeFileSync(join(dir, `${name}.json`), `${JSON.stringify(rows, null, 2)}\n`, { flag: 'wx' })
  }
  const counts = Object.entries(tables).map(([name, rows]) => `${rows.length} ${name}`)
  return `Wrote ${counts.join(', ')} into ${dir}, each as CSV and JSON.`
}

/** Text that a spreadsheet would run as a formula is marked as text; numbers stay numbers. */
export function toCsv(rows: readonly Row[]): string {
  return `${Papa.unparse([...rows], { escapeFormulae: FORMULA, newline: '\n' })}\n`
}

/** The same tables with all that CSV cannot hold: plans, rules, the numbers of each arm. */
function inFull(logs: readonly { team: Team; tests: WholeTest[] }[]): Record<string, unknown[]> {
  const all = logs.flatMap(({ team, tests }) => tests.map((test) => ({ team: team.key, ...test })))
  const each = <T extends object>(of: (test: WholeTest) => readonly T[]) =>
    all.flatMap((test) => of(test).map((item) => ({ team: test.team, test: test.experiment.number, ...item })))
  return {
    tests: all.map(({ team, experiment, scores, card }) => ({
      team,
      ...experiment,
      scores: anonymous(scores),
      card,
    })),
    readings: each(({ readings }) => readings),
    decisions: each(({ decisions }) => decisions),
    learnings: each(({ learning }) => (learning ? [learning] : [])),
    amendments: each(({ amendments }) => amendments),
  }
}

function mergeTables(tables: readonly Record<string, Row[]>[]): Record<string, Row[]> {
  const merged: Record<string, Row[]> = {}
  for (const [name, rows] of tables.flatMap((each) => Object.entries(each)))
    merged[name] = [...(merged[name] ?? []), ...rows]
  return merged
}

/** A folder that is there must be empty: an export never mixes with an older one, and never writes over anything. */
function makeFolder(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true })
    const there = readdirSync(dir)
    if (there.length > 0) {
      const more = there.length > 1 ? ` and ${there.length - 1} more` : ''
      throw new Invalid(
        `${dir} is not empty (${there[0]}${more}), so I wrote nothing. Name a new folder, or empty this one.`,
      )
    }
  } catch (error) {
    if (error instanceof Invalid) throw error
    const { code } = error as NodeJS.ErrnoException
    const why = code === 'EEXIST' || code === 'ENOTDIR' ? 'there is a file of that name' : (code ?? 'unknown')
    throw new Invalid(`I cannot write into ${dir}: ${why}. Name a folder that I may make.`)
  }
}
