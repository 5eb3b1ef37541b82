import { Invalid } from '../lib/errors.ts'
import { headerNames, readColumns } from './columns.ts'
import { type CrmReading, isCrmHeader, readCrmColumns } from './crm/columns.ts'
import { detectEncoding, type Encoding, readOpening } from './decode.ts'
import { headerScore } from './headers.ts'
import { LAYOUTS, type Layout, recognise, TABLE } from './layouts.ts'
import { parseText } from './table.ts'

type Cut = { encoding: Encoding; delimiter: string; header: string[]; headerLine: number }

/** What the first lines of a file tell: how to cut it into cells, and where its header is. */
export type Opening = Cut & {
  kind: 'facts'
  /** The lines above the header. */
  preamble: string
  layout: Layout
}

/** The same of an export of CRM objects. */
export type CrmOpening = Cut & { kind: 'crm'; reading: CrmReading }

const DELIMITERS = [',', ';', '\t', '|']
const OPENING_CHARACTERS = 64 * 1024
const HEADER_WITHIN_ROWS = 20
const METRICS = ['spend', 'impressions', 'clicks', 'conversions']

/** Reads how a file begins; throws Invalid where nothing there can be the header of a table of numbers. */
export async function readFileOpening(path: string, fileName: string): Promise<Opening | CrmOpening> {
  const encoding = await detectEncoding(path, fileName)
  const text = await readOpening(path, encoding, OPENING_CHARACTERS)
  refuseOtherText(text, fileName)
  const candidates = DELIMITERS.flatMap((delimiter) => headerCandidates(text, delimiter))
  const best = candidates.reduce((a, b) => (b.score > a.score ? b : a))
  if (best.score === 0) throw new Invalid(noHeader(fileName, text))
  const { delimiter, header, headerLine } = best
  const cut = { encoding, delimiter, header, headerLine }
  if (!isUsable(header) && isCrmHeader(header)) return { kind: 'crm', ...cut, reading: readCrmColumns(header) }
  const preamble = text.split('\n', headerLine - 1).join('\n')
  return { kind: 'facts', ...cut, preamble, layout: layoutOf(header, preamble, fileName) }
}

type Candidate = { delimiter: string; header: string[]; headerLine: number; score: number }

function headerCandidates(text: string, delimiter: string): Candidate[] {
  const { rows } = parseText(text, delimiter, text.length >= OPENING_CHARACTERS)
  let line = 1
  return rows.slice(0, HEADER_WITHIN_ROWS).map((header) => {
    const candidate = { delimiter, header, headerLine: line, score: score(header) }
    line += 1 + header.reduce((ends, cell) => ends + cell.split('\n').length - 1, 0)
    return candidate
  })
}

function score(header: string[]): number {
  const fields = headerScore(header)
  if (isUsable(header)) return 100 + fields
  return isCrmHeader(header) ? 50 + readCrmColumns(header).columns.length : fields
}

function isUsable(header: string[]): boolean {
  const fields: ReadonlySet<string> = new Set(readColumns(header, TABLE).columns.map(({ field }) => field))
  return fields.has('day') && METRICS.some((metric) => fields.has(metric))
}

function layoutOf(header: string[], preamble: string, fileName: string): Layout {
  return (
    recognise(LAYOUTS, headerNames(header)) ??
    LAYOUTS.find((layout) => layout.preamble?.test(preamble)) ??
    LAYOUTS.find((layout) => layout.fileName?.test(fileName)) ??
    TABLE
  )
}

function refuseOtherText(text: string, fileName: string): void {
  const start = text.trimStart()
  if (start === '') {
    throw new Invalid(`${fileName} is empty. I imported nothing. Export the report again and drop that file.`)
  }
  if (start.startsWith('<')) {
    throw new Invalid(
      `${fileName} is a web page (HTML or XML), not a table; often that is a sign-in page saved under the report's name. ` +
        'I imported nothing. Sign in, export the report as CSV and drop that file.',
    )
  }
  if (start.startsWith('{') || start.startsWith('[{')) {
    throw new Invalid(`${fileName} is JSON. I imported nothing. Export the report as CSV and drop that file.`)
  }
}

function noHeader(fileName: string, text: string): string {
  const line = text.split('\n').find((candidate) => candidate.trim() !== '') ?? ''
  return (
    `I found no header in the first ${HEADER_WITHIN_ROWS} lines of ${fileName} (it begins "${line.trim().slice(0, 60)}"). ` +
    'I imported nothing. The header needs a column named Date or Day, and one of Spend, Impressions, Clicks or Conversions; ' +
    'or, for objects of a CRM, an id and a date such as lead_at.'
  )
}
