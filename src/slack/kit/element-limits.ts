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

const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/

const SELECTS = ['static_select', 'external_select', 'users_select', 'conversations_select', 'channels_select']
const MULTI_SELECTS = SELECTS.map((type) => `multi_${type}`)
const PICKERS = ['datepicker', 'timepicker', 'datetimepicker']
const CHOICES = ['checkboxes', 'radio_buttons', ...SELECTS, ...MULTI_SELECTS, ...PICKERS]
const TYPED = ['plain_text_input', 'number_input', 'email_text_input', 'url_text_input', 'rich_text_input']

/** Which elements each place takes. */
export const PLACES = {
  actions: ['button', 'overflow', 'workflow_button', ...CHOICES],
  accessory: ['button', 'image', 'overflow', 'workflow_button', ...CHOICES],
  input: [...TYPED, 'file_input', ...CHOICES],
} as const

/** Reports what Slack would refuse of one interactive element (or of an image beside a text). */
export function checkElement(report: Report, where: string, value: unknown, place: keyof typeof PLACES): void {
  if (!isPiece(value)) {
    report(where, 'is not an element')
    return
  }
  const type = String(value.type)
  const allowed: readonly string[] = PLACES[place]
  if (!allowed.includes(type)) {
    report(where, `cannot be a ${type}`)
    return
  }
  checkString(report, `${where}.action_id`, value.action_id, 255, true)
  checkText(report, `${where}.placeholder`, value.placeholder, { max: 150, plainOnly: true, optional: true })
  if (value.confirm !== undefined) checkConfirm(report, `${where}.confirm`, piece(value.confirm))
  CHECKS[type]?.(report, where, value)
}

type Check = (report: Report, where: string, element: Piece) => void

const CHECKS: Readonly<Record<string, Check>> = {
  button: checkButton,
  workflow_button: checkButton,
  image: checkImage,
  overflow: (report, where, element) => checkOptions(report, where, element, 1, 5),
  checkboxes: (report, where, element) => checkOptions(report, where, element, 1, 10),
  radio_buttons: (report, where, element) => checkOptions(report, where, element, 1, 10),
  static_select: checkStaticSelect,
  multi_static_select: checkStaticSelect,
  plain_text_input: checkTextInput,
  number_input: checkNumberInput,
  file_input: checkFileInput,
  datepicker: (report, where, element) => checkPattern(report, `${where}.initial_date`, element.initial_date, DATE),
  timepicker: (report, where, element) => checkPattern(report, `${where}.initial_time`, element.initial_time, TIME),
}

function checkButton(report: Report, where: string, element: Piece): void {
  checkText(report, `${where}.text`, element.text, { max: 75, plainOnly: true })
  checkString(report, `${where}.value`, element.value, 2_000, true)
  checkString(report, `${where}.url`, element.url, 3_000, true)
  checkString(report, `${where}.accessibility_label`, element.accessibility_label, 75, true)
  if (element.style !== undefined && element.style !== 'primary' && element.style !== 'danger') {
    report(`${where}.style`, 'must be primary or danger')
  }
}

function checkFileInput(report: Report, where: string, element: Piece): void {
  const { max_files: most, filetypes } = element
  if (most !== undefined && !(Number.isInteger(most) && Number(most) >= 1 && Number(most) <= 10)) {
    report(`${where}.max_files`, 'must be 1 to 10')
  }
  for (const [at, type] of list(filetypes).entries()) checkString(report, `${where}.filetypes[${at}]`, type, 20)
}

/** Reports an image without alt text, or without exactly one source. */
export function checkImage(report: Report, where: string, element: Piece): void {
  checkString(report, `${where}.alt_text`, element.alt_text, 2_000)
  checkString(report, `${where}.image_url`, element.image_url, 3_000, true)
  if ((element.image_url === undefined) === (element.slack_file === undefined)) {
    report(where, 'needs either image_url or slack_file')
  }
}

function checkConfirm(report: Report, where: string, value: Piece): void {
  checkText(report, `${where}.title`, value.title, { max: 100, plainOnly: true, optional: true })
  checkText(report, `${where}.text`, value.text, { max: 300 })
  checkText(report, `${where}.confirm`, value.confirm, { max: 30, plainOnly: true, optional: true })
  checkText(report, `${where}.deny`, value.deny, { max: 30, plainOnly: true, optional: true })
}

function checkStaticSelect(report: Report, where: string, element: Piece): void {
  if (element.option_groups === undefined) {
    checkOptions(report, where, element, 1, 100)
    return
  }
  if (element.options !== undefined) report(where, 'has both options and option_groups')
  checkCount(report, `${where}.option_groups`, element.option_groups, 1, 100)
  for (const [at, group] of list(element.option_groups).entries()) {
    const name = `${where}.option_groups[${at}]`
    checkText(report, `${name}.label`, piece(group).label, { max: 75, plainOnly: true })
    checkOptions(report, name, piece(group), 1, 100)
  }
}

function checkOptions(report: Report, where: string, element: Piece, min: number, max: number): void {
  checkCount(report, `${where}.options`, element.options, min, max)
  const options = list(element.options).map(piece)
  for (const [at, option] of options.entries()) {
    const name = `${where}.options[${at}]`
    checkText(report, `${name}.text`, option.text, { max: 75 })
    checkString(report, `${name}.value`, option.value, 75)
    checkText(report, `${name}.description`, option.description, { max: 75, optional: true })
  }
  const values = options.map((option) => option.value)
  checkUnique(report, `${where}.options`, values, 'value')
  const initial = element.initial_option === undefined ? list(element.initial_options) : [element.initial_option]
  for (const option of initial) {
    if (!values.includes(piece(option).value)) report(where, 'begins with an option that it does not have')
  }
}

function checkTextInput(report: Report, where: string, element: Piece): void {
  const min = checkBound(report, `${where}.min_length`, element.min_length, 0)
  const max = checkBound(report, `${where}.max_length`, element.max_length, 1) ?? 3_000
  if (min !== undefined && min > max) report(where, 'has a min_length above its max_length')
  checkString(report, `${where}.initial_value`, element.initial_value, max, true)
}

function checkBound(report: Report, where: string, value: unknown, least: number): number | undefined {
  if (value === undefined) return undefined
  if (typeof value !== 'number' || value < least || value > 3_000) report(where, `is not between ${least} and 3000`)
  return typeof value === 'number' ? value : undefined
}

function checkNumberInput(report: Report, where: string, element: Piece): void {
  if (typeof element.is_decimal_allowed !== 'boolean') report(`${where}.is_decimal_allowed`, 'is missing')
  const [min, initial, max] = [element.min_value, element.initial_value, element.max_value].map((value) =>
    value === undefined ? undefined : Number(value),
  )
  if (min !== undefined && max !== undefined && min > max) report(where, 'has a min_value above its max_value')
  if (initial !== undefined && (initial < (min ?? -Infinity) || initial > (max ?? Infinity) || Number.isNaN(initial))) {
    report(`${where}.initial_value`, 'is outside its bounds')
  }
}

function checkPattern(report: Report, where: string, value: unknown, pattern: RegExp): void {
  if (value !== undefined && !(typeof value === 'string' && pattern.test(value))) report(where, 'has the wrong format')
}
