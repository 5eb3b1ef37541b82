import { z } from 'zod'
import { PersonError } from '../lib/errors.ts'

// A backup is one gzip file of lines: the header as JSON, then per table its rows as COPY writes them and a line "\." at the
// end. COPY escapes what would look like a line of ours, so a line of data never is one.

/** A backup cannot be made, read or restored; the message says why and what to do. */
export class BackupError extends PersonError {
  override readonly name = 'BackupError'
}

/** What a backup says about itself in its first line. */
export type BackupHeader = z.infer<typeof BackupHeader>

const BackupHeader = z.object({
  kind: z.literal('drumbeat-backup'),
  format: z.literal(1),
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
  /** Names and column lists are quoted, as SQL wants them. */
  tables: z.array(z.object({ name: z.string(), columns: z.string() })),
  sequences: z.array(z.object({ name: z.string(), value: z.string() })),
})

/** The line after the last row of a table. */
export const END_OF_TABLE = '\\.\n'

const NEWLINE = 0x0a

/** A backup as it is read: its header first, then the rows of each table in the header's order. */
export type BackupReader = { header(): Promise<BackupHeader>; rows(): AsyncGenerator<Buffer> }

/** Reads a backup from its unpacked bytes, holding no more than one chunk and one row at a time. */
export function readBackup(chunks: AsyncIterable<Buffer>): BackupReader {
  const source = chunks[Symbol.asyncIterator]()
  let rest: Buffer = Buffer.alloc(0) // always begins where a line begins

  async function readMore(): Promise<void> {
    const next = await source.next()
    if (next.done) throw new BackupError('The backup ends too early: it is damaged.')
    rest = rest.length === 0 ? next.value : Buffer.concat([rest, next.value])
  }

  function take(length: number): Buffer {
    const taken = rest.subarray(0, length)
    rest = rest.subarray(length)
    return taken
  }

  return {
    async header() {
      while (!rest.includes(NEWLINE)) await readMore()
      return parseHeader(take(rest.indexOf(NEWLINE) + 1).toString('utf8'))
    },
    async *rows() {
      for (let end = endOfTable(rest); ; end = endOfTable(rest)) {
        const length = end ?? rest.lastIndexOf(NEWLINE) + 1
        if (length > 0) yield take(length)
        if (end !== undefined) {
          take(END_OF_TABLE.length)
          return
        }
        await readMore()
      }
    },
  }
}

// Where the line that ends the table begins; the bytes begin with a line.
function endOfTable(bytes: Buffer): number | undefined {
  if (bytes.subarray(0, END_OF_TABLE.length).equals(Buffer.from(END_OF_TABLE))) return 0
  const before = bytes.indexOf(`\n${END_OF_TABLE}`)
  return before < 0 ? undefined : before + 1
}

function parseHeader(line: string): BackupHeader {
  try {
    return BackupHeader.parse(JSON.parse(line))
  } catch (error) {
    throw new BackupError('This file is no backup of this program.', { cause: error })
  }
}
