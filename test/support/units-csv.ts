/** One arm of a file of units: its name, how many units it had, and how many of them did each thing. */
export type UnitsOf = { name: string; units: number; did: number[] }

/**
 * The e-mail test of MineThatData (Kevin Hillstrom, 2008) in its counts: 64,000 customers, split into three, with those who
 * visited and those who bought in the two weeks after.
 */
export const HILLSTROM: UnitsOf[] = [
  { name: 'No E-Mail', units: 21_306, did: [2_262, 122] },
  { name: 'Mens E-Mail', units: 21_307, did: [3_894, 267] },
  { name: 'Womens E-Mail', units: 21_387, did: [3_238, 189] },
]

/** A file of units that adds up to these counts: one row a unit, with 1 or 0 in each column. */
export function unitsCsv(header: string[], arms: readonly UnitsOf[]): string {
  const rows = arms.flatMap(({ name, units, did }) =>
    Array.from({ length: units }, (_, unit) => [name, ...did.map((count) => (unit < count ? 1 : 0))].join(',')),
  )
  return `${[header.join(','), ...rows].join('\n')}\n`
}
