import { checkCount, checkString, list, type Piece, piece, type Report } from './limit-report.ts'

const ALIGNMENTS: readonly unknown[] = ['left', 'center', 'right']
const RICH_PARTS = ['rich_text_section', 'rich_text_list', 'rich_text_quote', 'rich_text_preformatted']
const REQUIRED: Readonly<Record<string, string>> = {
  text: 'text',
  link: 'url',
  user: 'user_id',
  channel: 'channel_id',
  usergroup: 'usergroup_id',
  team: 'team_id',
  emoji: 'name',
  broadcast: 'range',
  color: 'value',
  date: 'format',
}

/** Reports what Slack would refuse of a table: 100 rows, 20 columns, 10,000 characters, no empty cells. */
export function checkTable(report: Report, where: string, block: Piece): void {
  checkCount(report, `${where}.rows`, block.rows, 1, 100)
  for (const [at, row] of list(block.rows).entries()) {
    checkCount(report, `${where}.rows[${at}]`, row, 1, 20)
    for (const [column, cell] of list(row).entries()) checkCell(report, `${where}.rows[${at}][${column}]`, cell)
  }
  if (block.column_settings !== undefined) checkCount(report, `${where}.column_settings`, block.column_settings, 0, 20)
  for (const setting of list(block.column_settings)) {
    const { align } = piece(setting)
    if (align !== undefined && !ALIGNMENTS.includes(align)) {
      report(`${where}.column_settings`, 'align must be left, center or right')
    }
  }
  const characters = list(block.rows)
    .flatMap(list)
    .reduce<number>((sum, cell) => sum + textLength(cell), 0)
  if (characters > 10_000) report(where, `has more than 10000 characters in its cells (${characters})`)
}

/** Reports what Slack would refuse of a data table: a caption, a plain header row, at most 100 rows of 20. */
export function checkDataTable(report: Report, where: string, block: Piece): void {
  checkString(report, `${where}.caption`, block.caption, 2_000)
  checkTable(report, where, block)
  for (const cell of list(list(block.rows)[0])) {
    if (piece(cell).type !== 'raw_text') report(`${where}.rows[0]`, 'must be plain text')
  }
}

function checkCell(report: Report, where: string, value: unknown): void {
  const cell = piece(value)
  if (cell.type === 'rich_text') {
    checkRichText(report, where, cell)
  } else if (cell.type === 'raw_text' || cell.type === 'raw_number') {
    checkString(report, `${where}.text`, cell.text, 10_000)
    if (cell.type === 'raw_number' && typeof cell.value !== 'number') report(`${where}.value`, 'is not a number')
  } else {
    report(where, 'must be raw_text, raw_number or rich_text')
  }
}

/** Reports rich text with unknown parts, or with elements that are empty. */
export function checkRichText(report: Report, where: string, block: Piece): void {
  if (!Array.isArray(block.elements)) {
    report(`${where}.elements`, 'is not a list')
    return
  }
  for (const [at, part] of list(block.elements).entries()) {
    const name = `${where}.elements[${at}]`
    const type = String(piece(part).type)
    if (!RICH_PARTS.includes(type)) report(name, `cannot be a ${type}`)
    else if (type === 'rich_text_list') checkList(report, name, piece(part))
    else checkRichElements(report, name, piece(part))
  }
}

function checkList(report: Report, where: string, part: Piece): void {
  if (part.style !== 'bullet' && part.style !== 'ordered') report(`${where}.style`, 'must be bullet or ordered')
  for (const [at, item] of list(part.elements).entries())
    checkRichElements(report, `${where}.elements[${at}]`, piece(item))
}

function checkRichElements(report: Report, where: string, part: Piece): void {
  if (!Array.isArray(part.elements)) {
    report(`${where}.elements`, 'is not a list')
    return
  }
  for (const [at, value] of list(part.elements).entries()) {
    const name = `${where}.elements[${at}]`
    const element = piece(value)
    const required = REQUIRED[String(element.type)]
    if (!required) report(name, `cannot be a ${String(element.type)}`)
    else checkString(report, `${name}.${required}`, element[required], 12_000)
  }
}

function textLength(cell: unknown): number {
  const { text, elements } = piece(cell)
  const own = typeof text === 'string' ? text.length : 0
  return list(elements).reduce<number>((sum, element) => sum + textLength(element), own)
}
