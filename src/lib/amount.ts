/** What a typed amount reads as: a number, two numbers it could be, or nothing that is one. */
export type Amount = { kind: 'number'; value: number } | { kind: 'two'; values: [number, number] } | { kind: 'none' }

const AROUND = /^(?:[A-Z]{3}|[$€£¥₹])|(?:[A-Z]{3}|[$€£¥₹])$/gi
const GROUPED = { ',': /^\d{1,3}(?:,\d{3})+$/, '.': /^\d{1,3}(?:\.\d{3})+$/ }

/**
 * Reads an amount as people on either side of the Channel write it: `1,850,000`, `1.850.000,00 €`, `EUR 59.5`, `1 400`.
 * A single sign before exactly three digits (`1.400`) may be either, and is not guessed.
 */
export function readAmount(text: string): Amount {
  const bare = text.replaceAll(/[\s'’]/g, '').replaceAll(AROUND, '')
  if (!/^\d[\d.,]*$/.test(bare)) return { kind: 'none' }
  const [point, comma] = [bare.lastIndexOf('.'), bare.lastIndexOf(',')]
  if (point === -1 && comma === -1) return { kind: 'number', value: Number(bare) }
  const last = point > comma ? '.' : ','
  const other = last === '.' ? ',' : '.'
  if (bare.includes(other)) return decimal(bare, last, other)
  const isGrouped = GROUPED[last].test(bare)
  if (bare.split(last).length > 2) return isGrouped ? whole(bare) : { kind: 'none' }
  const asDecimal = decimal(bare, last, other)
  if (!isGrouped || bare.startsWith('0') || asDecimal.kind !== 'number') return asDecimal
  return { kind: 'two', values: [Number(bare.replace(last, '')), asDecimal.value] }
}

function decimal(bare: string, sign: '.' | ',', group: '.' | ','): Amount {
  const [front = '', fraction = '', ...more] = bare.split(sign)
  const isWhole = /^\d+$/.test(front) || GROUPED[group].test(front)
  if (!isWhole || more.length > 0 || !/^\d+$/.test(fraction)) return { kind: 'none' }
  return { kind: 'number', value: Number(`${front.replaceAll(group, '')}.${fraction}`) }
}

function whole(bare: string): Amount {
  return { kind: 'number', value: Number(bare.replaceAll(/[.,]/g, '')) }
}
