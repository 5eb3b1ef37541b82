import { createDayReader } from '../date-cells.ts'
import type { DateOrder } from '../numbers-shapes.ts'

const TIME =
  /[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,3})\d*)?)?\s*(?:([ap])\.?\s?m\.?)?\s*(z|utc|gmt|[+-]\d{2}(?::?\d{2})?)?$/i

/** The part of a cell that names the day, without the time of day after it. */
export function dayPart(cell: string): string {
  return cell.replace(TIME, '').trim()
}

/**
 * A reader of a file's moments: the ISO day, with the time of day and the offset from UTC where the cell has them, and '' for
 * what is no date in that order. Without an offset it is a moment in the team's zone.
 */
export function createMomentReader(order: DateOrder): (cell: string) => string {
  const readDay = createDayReader(order)
  return (cell) => {
    const text = cell.trim()
    const time = TIME.exec(text)
    if (!time) return readDay(text)
    const day = readDay(text.slice(0, time.index).trim())
    return day === '' ? '' : `${day}${timeOfDay(time)}`
  }
}

function timeOfDay([
  ,
  hours = '',
  minutes = '',
  seconds = '00',
  fraction = '',
  half = '',
  offset = '',
]: RegExpExecArray): string {
  const hour = half === '' ? Number(hours) : (Number(hours) % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  // What is no time of day leaves the day as it is.
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return ''
  const zone = /[a-z]/i.test(offset) ? '+00' : offset
  const exact = fraction === '' ? seconds : `${seconds}.${fraction}`
  return ` ${String(hour).padStart(2, '0')}:${minutes}:${exact}${zone}`
}
