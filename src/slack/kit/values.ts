/** What a person gave in one input: a text or the chosen value, several values, or nothing. */
export type Value = string | string[] | null

/** The state of a view as Slack sends it: by block id, then by action id. */
export type ViewState = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** Reads every input of a view by its block id, whatever kind of input it is; what was left empty is null. */
export function readValues(state: ViewState): Record<string, Value> {
  const values: Record<string, Value> = {}
  for (const [blockId, elements] of Object.entries(state)) {
    const given = Object.entries(elements)
    for (const [actionId, element] of given) {
      // A row of several elements has one id for all of them: there each value goes by its own.
      values[given.length === 1 ? blockId : actionId] = readElement(element)
    }
  }
  return values
}

/** Reads one value as text; several are no text. */
export function textOf(values: Record<string, Value>, id: string): string | null {
  const value = values[id] ?? null
  return typeof value === 'string' ? value : null
}

/** Reads one value as a list; a single value is a list of one, nothing is an empty list. */
export function listOf(values: Record<string, Value>, id: string): string[] {
  const value = values[id] ?? null
  if (value === null) return []
  return typeof value === 'string' ? [value] : value
}

const SINGLE = ['value', 'selected_user', 'selected_conversation', 'selected_channel', 'selected_date', 'selected_time']
const SEVERAL = ['selected_users', 'selected_conversations', 'selected_channels']

function readElement(element: unknown): Value {
  if (!isRecord(element)) return null
  for (const name of SINGLE) {
    const value = element[name]
    if (typeof value === 'string' && value !== '') return value
  }
  for (const name of SEVERAL) {
    const value = element[name]
    if (Array.isArray(value)) return value.filter((one) => typeof one === 'string')
  }
  if (typeof element.selected_date_time === 'number') return String(element.selected_date_time)
  if (isRecord(element.selected_option)) return optionValue(element.selected_option)
  if (Array.isArray(element.selected_options))
    return element.selected_options.map(optionValue).filter((v) => v !== null)
  if (Array.isArray(element.files)) return element.files.map(fileId).filter((id) => id !== null)
  return null
}

function optionValue(option: unknown): string | null {
  return isRecord(option) && typeof option.value === 'string' ? option.value : null
}

function fileId(file: unknown): string | null {
  return isRecord(file) && typeof file.id === 'string' ? file.id : null
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
