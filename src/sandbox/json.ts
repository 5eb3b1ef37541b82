/** Any JSON object whose shape is not ours to promise. */
export type Json = Record<string, unknown>

/** Tells whether a value is a JSON object (not null, not a list). */
export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Reads a value as an object, or as an empty one. */
export function asJson(value: unknown): Json {
  return isJson(value) ? value : {}
}

/** Reads a value as a list of objects, leaving out whatever is not one. */
export function asList(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isJson) : []
}

/** Reads a value as text; numbers and booleans are spelled out, everything else is undefined. */
export function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}

/** Reads true, "true", 1 and "1" as true. */
export function asFlag(value: unknown): boolean {
  return value === true || value === 'true' || value === 1 || value === '1'
}

/** Reads a number or a text of digits, or falls back. */
export function asNumber(value: unknown, fallback: number): number {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : fallback
}

/** Reads the `text` of a Block Kit text object, or the text itself. */
export function textOfObject(value: unknown): string {
  return typeof value === 'string' ? value : (asText(asJson(value).text) ?? '')
}

/** Parses JSON, or gives undefined when it is none. */
export function parseJson(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch {
    return undefined
  }
}
