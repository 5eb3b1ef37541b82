import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { isSourceName } from './domain/import/source.ts'
import { mapFaults } from './ingest/sources/plan.ts'
import { WAREHOUSE_KINDS, type WarehouseSettings } from './ingest/sources/settings.ts'

/** A setting that is wrong, with its fix. */
type Problem = { setting: string; problem: string; fix: string }

const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a day such as 2026-01-01')

const Warehouse = z
  .strictObject({
    name: z.string().refine(isSourceName, 'must be up to 40 small letters, digits and hyphens, as in warehouse'),
    kind: z.enum(WAREHOUSE_KINDS).default('postgres'),
    url: z.string().regex(/^postgres(?:ql)?:\/\//, 'must be postgresql://user:password@host:5432/database'),
    team: z.string().min(1),
    workspace: z.string().optional(),
    schema: z.string().optional(),
    report: z.enum(['campaign', 'ad']).default('campaign'),
    query: z.string().optional(),
    columns: z.record(z.string(), z.string().min(1)).optional(),
    platform: z.string().optional(),
    since: Day.optional(),
    lookBackDays: z.int().min(0).max(400).default(30),
    everyMinutes: z.int().min(5).max(1440).default(60),
    timeoutSeconds: z.number().positive().max(3600).default(120),
    mostRows: z.int().positive().max(10_000_000).default(1_000_000),
  })
  .check(({ value, issues }) => {
    const say = (message: string) => issues.push({ code: 'custom', message, input: value, path: ['columns'] })
    const { query, columns } = value
    if (query !== undefined && columns === undefined)
      say('are needed beside "query": our names with those of the query')
    else if (query === undefined && columns !== undefined) say('mean the columns of a "query", and there is none')
    else if (columns) for (const fault of mapFaults(columns)) say(`are wrong. ${fault}`)
  })
const File = z.array(Warehouse)

const FIX = 'The README describes the file under "Sources beside files".'

/** Reads the file of sources that the setting names; `${NAME}` in it stands for a variable of the environment. */
export function readSourcesFile(
  path: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): { sources: WarehouseSettings[]; problems: Problem[] } {
  if (path === undefined) return { sources: [], problems: [] }
  const wrong = (problem: string, fix = FIX) => ({ sources: [], problems: [{ setting: 'SOURCES', problem, fix }] })
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const why = (error as { code?: string }).code ?? 'unreadable'
    return wrong(`names ${path}, which cannot be read (${why})`, 'Name a JSON file that this user may read.')
  }
  const missing: string[] = []
  let json: unknown
  try {
    json = JSON.parse(text, (_, value: unknown) => (typeof value === 'string' ? filledIn(value, env, missing) : value))
  } catch {
    // The parser quotes what it stumbles over, and that may be an address.
    return wrong(`names ${path}, which is no JSON`, 'Look for a missing comma or bracket.')
  }
  const [unset] = missing
  if (unset !== undefined) return wrong(`uses \${${unset}}, which is not set`, `Set ${unset} in the environment.`)
  const read = File.safeParse(json)
  if (!read.success) {
    return { sources: [], problems: read.error.issues.map((issue) => problemOf(issue, json)) }
  }
  const names = read.data.map(({ team, name, workspace = '' }) => JSON.stringify([workspace, team, name]))
  const twice = read.data.find((_, at) => names.indexOf(names[at] ?? '') !== at)
  return twice
    ? wrong(`has two sources "${twice.name}" of the team "${twice.team}"`, 'Give each a name of its own.')
    : { sources: read.data, problems: [] }
}

function filledIn(text: string, env: Readonly<Record<string, string | undefined>>, missing: string[]): string {
  return text.replaceAll(/\$\{([A-Z][A-Z0-9_]*)\}/g, (_, name: string) => {
    const value = env[name]
    if (value === undefined || value === '') missing.push(name)
    return value ?? ''
  })
}

function problemOf({ path, message }: z.core.$ZodIssue, json: unknown): Problem {
  const [at, ...field] = path
  const entry: unknown = typeof at === 'number' && Array.isArray(json) ? json[at] : undefined
  const name = (entry as { name?: unknown } | undefined)?.name
  const which = at === undefined ? '' : ` of ${typeof name === 'string' ? `"${name}"` : `entry ${Number(at) + 1}`}`
  const what = field.length > 0 ? `"${field.join('.')}"${which}` : `the file${which}`
  return { setting: 'SOURCES', problem: `is wrong: ${what} ${message}`, fix: FIX }
}
