import { checkElement, checkImage } from './element-limits.ts'
import {
  checkCount,
  checkString,
  checkText,
  checkUnique,
  isPiece,
  list,
  type Piece,
  piece,
  type Report,
} from './limit-report.ts'
import { checkDataTable, checkRichText, checkTable } from './table-limits.ts'

/** Where blocks are shown; what Slack takes differs between them. */
export type Surface = 'message' | 'modal' | 'home'

const EVERYWHERE: readonly Surface[] = ['message', 'modal', 'home']
const SURFACES: Readonly<Record<string, readonly Surface[]>> = {
  actions: EVERYWHERE,
  context: EVERYWHERE,
  divider: EVERYWHERE,
  header: EVERYWHERE,
  image: EVERYWHERE,
  input: EVERYWHERE,
  rich_text: EVERYWHERE,
  section: EVERYWHERE,
  video: EVERYWHERE,
  alert: ['modal'],
  data_table: ['message'],
  file: ['message'],
  markdown: ['message'],
  table: ['message'],
}

/** Every reason for which Slack would refuse these blocks (as `where: what`); an empty list means that it takes them. */
export function validateBlocks(blocks: unknown, surface: Surface): string[] {
  const problems: string[] = []
  checkBlocks((where, problem) => problems.push(`${where}: ${problem}`), blocks, surface)
  return problems
}

/** Every reason for which Slack would refuse this modal or Home tab; an empty list means that it takes it. */
export function validateView(view: unknown): string[] {
  const problems: string[] = []
  const report: Report = (where, problem) => problems.push(`${where}: ${problem}`)
  if (!isPiece(view)) return ['view: is not a view']
  if (view.type !== 'modal' && view.type !== 'home') return ['view.type: must be modal or home']
  checkString(report, 'view.private_metadata', view.private_metadata, 3_000, true)
  checkString(report, 'view.callback_id', view.callback_id, 255, true)
  checkString(report, 'view.external_id', view.external_id, 255, true)
  if (view.type === 'modal') checkModal(report, view)
  checkBlocks(report, view.blocks, view.type)
  const bytes = new TextEncoder().encode(JSON.stringify(view)).length
  if (bytes > 250_000) report('view', `is larger than 250 kB (${bytes} bytes)`)
  return problems
}

function checkModal(report: Report, view: Piece): void {
  checkText(report, 'view.title', view.title, { max: 24, plainOnly: true })
  checkText(report, 'view.submit', view.submit, { max: 24, plainOnly: true, optional: true })
  checkText(report, 'view.close', view.close, { max: 24, plainOnly: true, optional: true })
  const hasInput = list(view.blocks).some((block) => piece(block).type === 'input')
  if (hasInput && view.submit === undefined) report('view.submit', 'is missing although there is an input')
}

function checkBlocks(report: Report, blocks: unknown, surface: Surface): void {
  checkCount(report, 'blocks', blocks, surface === 'modal' ? 1 : 0, surface === 'message' ? 50 : 100)
  const pieces = list(blocks).map(piece)
  for (const [at, block] of pieces.entries()) checkBlock(report, `blocks[${at}]`, block, surface)
  checkUnique(
    report,
    'blocks',
    pieces.map((block) => block.block_id),
    'block_id',
  )
  if (pieces.filter((block) => block.type === 'table').length > 1) report('blocks', 'have more than one table')
  const markdown = pieces.filter((block) => block.type === 'markdown').map((block) => String(block.text))
  if (markdown.join('').length > 12_000) report('blocks', 'have more than 12000 characters of markdown')
  const focused = pieces.filter((block) => piece(block.element).focus_on_load === true)
  if (focused.length > 1) report('blocks', 'have more than one element with focus_on_load')
}

function checkBlock(report: Report, where: string, block: Piece, surface: Surface): void {
  const surfaces = SURFACES[String(block.type)]
  if (!surfaces) {
    report(where, `is of no known type (${String(block.type)})`)
    return
  }
  if (!surfaces.includes(surface)) report(where, `${String(block.type)} cannot be in a ${surface}`)
  checkString(report, `${where}.block_id`, block.block_id, 255, true)
  CHECKS[String(block.type)]?.(report, where, block)
}

type Check = (report: Report, where: string, block: Piece) => void

const CHECKS: Readonly<Record<string, Check>> = {
  actions: checkActions,
  alert: (report, where, block) => checkText(report, `${where}.text`, block.text, { max: 3_000 }),
  context: checkContext,
  data_table: checkDataTable,
  header: (report, where, block) => checkText(report, `${where}.text`, block.text, { max: 150, plainOnly: true }),
  image: checkImageBlock,
  input: checkInput,
  markdown: (report, where, block) => checkString(report, `${where}.text`, block.text, 12_000),
  rich_text: checkRichText,
  section: checkSection,
  table: checkTable,
}

function checkSection(report: Report, where: string, block: Piece): void {
  if (block.text === undefined && block.fields === undefined) report(where, 'has neither text nor fields')
  checkText(report, `${where}.text`, block.text, { max: 3_000, optional: true })
  if (block.fields !== undefined) checkCount(report, `${where}.fields`, block.fields, 1, 10)
  for (const [at, field] of list(block.fields).entries()) {
    checkText(report, `${where}.fields[${at}]`, field, { max: 2_000 })
  }
  if (block.accessory !== undefined) checkElement(report, `${where}.accessory`, block.accessory, 'accessory')
}

function checkActions(report: Report, where: string, block: Piece): void {
  checkCount(report, `${where}.elements`, block.elements, 1, 25)
  const elements = list(block.elements)
  for (const [at, element] of elements.entries()) checkElement(report, `${where}.elements[${at}]`, element, 'actions')
  checkUnique(
    report,
    where,
    elements.map((element) => piece(element).action_id),
    'action_id',
  )
}

function checkContext(report: Report, where: string, block: Piece): void {
  checkCount(report, `${where}.elements`, block.elements, 1, 10)
  for (const [at, element] of list(block.elements).entries()) {
    const name = `${where}.elements[${at}]`
    if (piece(element).type === 'image') checkImage(report, name, piece(element))
    else checkText(report, name, element, { max: 3_000 })
  }
}

function checkImageBlock(report: Report, where: string, block: Piece): void {
  checkImage(report, where, block)
  checkText(report, `${where}.title`, block.title, { max: 2_000, plainOnly: true, optional: true })
}

function checkInput(report: Report, where: string, block: Piece): void {
  checkText(report, `${where}.label`, block.label, { max: 2_000, plainOnly: true })
  checkText(report, `${where}.hint`, block.hint, { max: 2_000, plainOnly: true, optional: true })
  checkElement(report, `${where}.element`, block.element, 'input')
}
