/** Adds decimal strings exactly; null for none. Parts that are null stay out of the sum. */
export function sumDecimals(parts: readonly (string | null)[]): string | null {
  const given = parts.filter((part) => part !== null)
  if (given.length === 0) return null
  const places = Math.max(...given.map((part) => part.split('.')[1]?.length ?? 0))
  return unscale(
    given.reduce((sum, part) => sum + scale(part, places), 0n),
    places,
  )
}

function scale(value: string, places: number): bigint {
  const [whole = '0', fraction = ''] = value.split('.')
  return BigInt(whole + fraction.padEnd(places, '0'))
}

function unscale(value: bigint, places: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(places + 1, '0')
  const whole = digits.slice(0, digits.length - places)
  const fraction = digits.slice(digits.length - places).replace(/0+$/, '')
  return `${value < 0n ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`
}
