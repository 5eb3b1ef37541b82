import type { Fact } from '../domain/import/fact.ts'
import { readShare } from './number-cells.ts'
import type { DecimalSign } from './numbers-shapes.ts'

const MOST_ROWS = 20_000
const FEWEST_ROWS = 10
const SUSPICIOUS_SHARE = 0.1
/** Exports round to hundredths of a percent. */
const ROUNDING = 0.00006

/** A cross-check of the file's own click rates against clicks and impressions; the rates themselves are never kept. */
export type ShareCheck = { see: (cell: string, fact: Fact) => void; warnings: () => string[] }

/** Starts the check, over the first rows of a file only. */
export function createShareCheck(decimal: DecimalSign): ShareCheck {
  let rows = 0
  let off = 0

  function see(cell: string, { clicks, impressions }: Fact): void {
    if (rows >= MOST_ROWS || clicks === null || impressions === null || Number(impressions) === 0) return
    const share = readShare(cell, decimal)
    if (share === null) return
    rows++
    const expected = Number(clicks) / Number(impressions)
    const agrees = (stated: number): boolean => Math.abs(stated - expected) <= ROUNDING + expected * 0.01
    if (!agrees(share.value / 100) && (share.percent || !agrees(share.value))) off++
  }

  function warnings(): string[] {
    if (rows < FEWEST_ROWS || off <= rows * SUSPICIOUS_SHARE) return []
    return [
      `The file's CTR does not fit clicks / impressions in ${Math.round((off / rows) * 100)} % of the rows checked: ` +
        'it may count other clicks. I compute CTR from clicks and impressions.',
    ]
  }

  return { see, warnings }
}
