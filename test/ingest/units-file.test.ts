import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestMetric } from '../../src/domain/experiment/experiment.ts'
import type { UnitColumns, UnitsReading } from '../../src/domain/experiment/units.ts'
import { readUnitsFile } from '../../src/ingest/units-file.ts'
import { HILLSTROM, unitsCsv } from '../support/units-csv.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'drumbeat-units-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

const ARMS = [
  { key: 'control', name: 'No E-Mail' },
  { key: 'mens', name: 'Mens E-Mail' },
  { key: 'womens', name: 'Womens E-Mail' },
]
const BOUGHT = metric('Conversion')
const VISITED = metric('Visit')
const TWO_ARMS = [
  { key: 'a', name: 'Long form' },
  { key: 'b', name: 'Short form' },
]

function metric(name: string, kind: TestMetric['kind'] = 'proportion'): TestMetric {
  return { measure: 'own', name, kind, better: 'higher' }
}

async function read(
  text: string,
  metrics: TestMetric[],
  arms = TWO_ARMS,
  columns: UnitColumns | null = null,
): Promise<UnitsReading> {
  const path = join(folder, 'units.csv')
  writeFileSync(path, text)
  return await readUnitsFile(path, 'units.csv', { arms, metrics }, columns)
}

const HILLSTROM_ARMS = ARMS.map(({ key }, arm) => {
  const { units, did } = HILLSTROM[arm]!
  const [visits = 0, conversions = 0] = did
  return {
    arm: key,
    primary: { kind: 'proportion', units, events: conversions },
    guardrails: [{ kind: 'proportion', units, events: visits }],
  }
})

describe('a file of units', () => {
  it('whose columns are named like the metrics is added up without a question', async () => {
    const text = unitsCsv(['segment', 'visit', 'conversion'], HILLSTROM)
    const reading = await read(text, [BOUGHT, VISITED], ARMS)

    expect(reading).toMatchObject({ kind: 'read', rows: 64_000, empty: 0, arms: HILLSTROM_ARMS })
  })

  const original = join(import.meta.dirname, '../../../shared/data/hillstrom_email.csv')
  it.runIf(existsSync(original))('as it was published gives the same', async () => {
    const reading = await readUnitsFile(original, 'h.csv', { arms: ARMS, metrics: [BOUGHT, VISITED] }, null)
    expect(reading).toMatchObject({ kind: 'read', rows: 64_000, arms: HILLSTROM_ARMS })
  })

  it('whose columns are named otherwise is asked about, with a guess', async () => {
    const asking = await read('user,form,converted\n1,Long form,1\n2,Short form,0\n', [metric('Conversion rate')])
    expect(asking).toMatchObject({
      kind: 'asking',
      header: ['user', 'form', 'converted'],
      guess: { arm: 1, metrics: [{ top: 2, bottom: null }] },
    })
  })

  it('is read by the columns a person chose', async () => {
    const columns = { arm: 0, metrics: [{ top: 2, bottom: null }] }
    const reading = await read('x,y,z\nb,0,1\na,1,0\nb,1,0\n', [BOUGHT], TWO_ARMS, columns)
    expect(reading).toMatchObject({
      arms: [
        { arm: 'a', primary: { units: 1, events: 0 } },
        { arm: 'b', primary: { units: 2, events: 1 } },
      ],
    })
  })

  it('gives sums and squares for a mean, with commas for decimals where the file writes them so', async () => {
    const reading = await read('arm;Revenue\na;1,5\na;2\nb;0\nb;\n', [metric('Revenue', 'mean')])
    expect(reading).toMatchObject({
      kind: 'read',
      empty: 1,
      arms: [
        { primary: { kind: 'mean', units: 2, sum: 3.5, sumOfSquares: 6.25 } },
        { primary: { kind: 'mean', units: 2, sum: 0, sumOfSquares: 0 } },
      ],
    })
  })

  it('is known by what a measure of the catalogue is made of', async () => {
    const roas: TestMetric = { measure: 'roas', name: 'ROAS', kind: 'ratio', better: 'higher' }
    const leads: TestMetric = { measure: 'lead_rate', name: 'Leads per click', kind: 'proportion', better: 'higher' }
    const text = 'variant,Conversions value,Spend,Lead\na,5,2,1\nb,9,3,0\n'
    expect(await read(text, [roas, leads])).toMatchObject({
      kind: 'read',
      columns: {
        arm: 0,
        metrics: [
          { top: 1, bottom: 2 },
          { top: 3, bottom: null },
        ],
      },
    })
  })

  it('gives the six sums for a ratio', async () => {
    const ratio = metric('Spend per lead', 'ratio')
    const reading = await read('arm,spend,leads\na,10,2\na,20,3\nb,5,1\nb,6,1\n', [ratio])
    expect(reading).toMatchObject({
      arms: [
        { primary: { units: 2, top: 30, bottom: 5, topSquares: 500, bottomSquares: 13, products: 80 } },
        { primary: { units: 2, top: 11, bottom: 2, topSquares: 61, bottomSquares: 2, products: 11 } },
      ],
    })
  })

  it('in which a guardrail has no value at all in an arm has no data there, and not a zero', async () => {
    const reading = await read('arm,Conversion,Visit\na,1,1\na,0,0\nb,1,\nb,0,\n', [BOUGHT, VISITED])
    expect(reading).toMatchObject({ arms: [{ guardrails: [{ events: 1 }] }, { guardrails: [null] }] })
  })
})

describe('a file of units is refused with the row and what to do', () => {
  it.each([
    [
      'an arm that the test has not',
      'arm,Conversion\na,1\nb,0\nc,1\n',
      'Row 4 of units.csv says "c" in `arm`, which is no arm of this test. Its arms are: Long form, Short form.',
    ],
    ['a row without an arm', 'arm,Conversion\na,1\n,0\n', 'Row 3 of units.csv has nothing in `arm`'],
    [
      'a share that is no yes or no',
      'arm,Conversion\na,1\nb,3\n',
      'Row 3 says "3" in `Conversion`. A share needs 1 or 0',
    ],
    [
      'a unit that comes twice',
      'user_id,arm,Conversion\nu1,a,1\nu2,b,0\nu1,a,0\n',
      'Row 4 has the same `user_id` (u1) as row 2. I need one row per unit',
    ],
    ['only a header', 'arm,Conversion\n', 'no rows'],
    ['no columns', 'hello\nworld\n', 'has no columns that I can tell apart'],
  ])('%s', async (_, text, sentence) => {
    await expect(read(text, [BOUGHT])).rejects.toThrow(sentence)
  })

  it('a column that was not chosen names those that are there', async () => {
    const nothing = { arm: null, metrics: [{ top: 1, bottom: null }] }
    await expect(read('x,y\n1,2\n', [BOUGHT], TWO_ARMS, nothing)).rejects.toThrow('The columns of units.csv are: x, y.')
  })
})
