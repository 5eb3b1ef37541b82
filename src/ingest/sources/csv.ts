import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'

/** Rows of texts as a CSV on disk, one line a row; answers with how many there were. Whatever `rows` throws is thrown. */
export async function writeCsv(
  path: string,
  header: readonly string[],
  batches: AsyncIterable<readonly (readonly (string | null)[])[]>,
): Promise<number> {
  const file = createWriteStream(path, { mode: 0o600 })
  const done = finished(file)
  // The failure is awaited below; until then it must not count as unhandled.
  done.catch(() => {})
  let rows = 0
  try {
    file.write(lineOf(header))
    for await (const batch of batches) {
      rows += batch.length
      if (!file.write(batch.map(lineOf).join(''))) await Promise.race([once(file, 'drain'), done])
    }
    file.end()
  } catch (error) {
    file.destroy()
    throw error
  }
  await done
  return rows
}

function lineOf(cells: readonly (string | null)[]): string {
  return `${cells.map((cell) => quoted(cell ?? '')).join(',')}\n`
}

// A row stays on its line, so that the number of a line tells the number of the row.
function quoted(cell: string): string {
  const flat = /[\r\n\u2028\u2029]/.test(cell) ? cell.replaceAll(/[\r\n\u2028\u2029]+/g, ' ') : cell
  return /[",;|\t]|^\s|\s$/.test(flat) ? `"${flat.replaceAll('"', '""')}"` : flat
}
