import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readSourcesFile } from '../src/config-sources.ts'

const folder = mkdtempSync(join(tmpdir(), 'drumbeat-config-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const URL = 'postgresql://reader:hunter2@db.example:5432/dwh'

function read(content: unknown, env: Record<string, string> = { WAREHOUSE_URL: URL }) {
  const path = join(folder, 'sources.json')
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  const { sources, problems } = readSourcesFile(path, env)
  return { sources, problems: problems.map(({ setting, problem, fix }) => `${setting} ${problem}. ${fix}`) }
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: it stands so in the file
const ADDRESS = '${WAREHOUSE_URL}'
const ENTRY = { name: 'warehouse', team: 'growth', url: ADDRESS }

describe('the file of SOURCES', () => {
  it('names warehouses with little more than an address, which stays in the environment', () => {
    expect(read([ENTRY])).toEqual({
      sources: [
        {
          name: 'warehouse',
          team: 'growth',
          kind: 'postgres',
          url: URL,
          report: 'campaign',
          lookBackDays: 30,
          everyMinutes: 60,
          timeoutSeconds: 120,
          mostRows: 1_000_000,
        },
      ],
      problems: [],
    })
    expect(readSourcesFile(undefined, {})).toEqual({ sources: [], problems: [] })
  })

  it.each<[string, unknown, string]>([
    ['no JSON', `[{"url": "${URL}"`, 'which is no JSON. Look for a missing comma or bracket.'],
    [
      'a variable that is not set',
      [{ ...ENTRY, url: ADDRESS.replace('WAREHOUSE', 'OTHER') }],
      '{OTHER_URL}, which is not set. Set OTHER_URL in the environment.',
    ],
    [
      'another kind of address',
      [{ ...ENTRY, url: 'mysql://reader:hunter2@db/x' }],
      '"url" of "warehouse" must be postgresql://user:password@host:5432/database',
    ],
    ['a field nobody knows', [{ ...ENTRY, querry: 'x' }], 'Unrecognized key: "querry"'],
    [
      'a name with spaces',
      [{ ...ENTRY, name: 'Our Warehouse' }],
      '"name" of "Our Warehouse" must be up to 40 small letters',
    ],
    [
      'a query without its columns',
      [{ ...ENTRY, query: 'SELECT 1' }],
      '"columns" of "warehouse" are needed beside "query"',
    ],
    [
      'columns without a query',
      [{ ...ENTRY, columns: { date_day: 'd', spend: 's' } }],
      'mean the columns of a "query", and there is none',
    ],
    [
      'a column of another name',
      [{ ...ENTRY, query: 'q', columns: { date_day: 'd', spent: 's', clicks: 'c' } }],
      '"spent" in "columns" is none of our names. Did you mean "spend"?',
    ],
    [
      'columns that say no day',
      [{ ...ENTRY, query: 'q', columns: { spend: 's' } }],
      'names neither date_day (days of campaigns) nor object_id (CRM objects)',
    ],
    [
      'objects that reach no stage',
      [{ ...ENTRY, query: 'q', columns: { object_id: 'id', amount: 'a' } }],
      '"columns" needs one of lead_at',
    ],
    [
      'one name twice',
      [ENTRY, ENTRY],
      'has two sources "warehouse" of the team "growth". Give each a name of its own.',
    ],
    ['no list', ENTRY, 'is wrong: the file'],
  ])('with %s is refused with the fix, and without the address', (_, content, words) => {
    const { sources, problems } = read(content)

    expect(sources).toEqual([])
    expect(problems.join('\n')).toContain(words)
    expect(problems.join('\n')).not.toContain('hunter2')
  })

  it('that is not there is named', () => {
    const { problems } = readSourcesFile(join(folder, 'none.json'), {})
    expect(problems[0]).toMatchObject({
      setting: 'SOURCES',
      problem: expect.stringContaining('cannot be read (ENOENT)'),
    })
  })
})
