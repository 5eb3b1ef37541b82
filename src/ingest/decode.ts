import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'
import { Invalid } from '../lib/errors.ts'
import { readBlocks } from './blocks.ts'

/** The encodings exports come in. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

const BLOCK_BYTES = 64 * 1024
const OPENING_BYTES = 64 * 1024

const BINARY_FORMATS: readonly { opening: readonly number[]; sentence: string }[] = [
  { opening: [0x50, 0x4b, 0x03, 0x04], sentence: 'is an Excel workbook or a zip. Open it and choose "Save as CSV"' },
  { opening: [0xd0, 0xcf, 0x11, 0xe0], sentence: 'is an Excel workbook. Open it and choose "Save as CSV"' },
  { opening: [0x1f, 0x8b], sentence: 'is compressed. Unpack it' },
  { opening: [0x25, 0x50, 0x44, 0x46], sentence: 'is a PDF. Export the report as CSV' },
]

/**
 * Finds out how the whole file is encoded: its byte order mark, else UTF-16 by its NUL bytes, else strict UTF-8, else
 * windows-1252. Throws Invalid for a file that holds no text.
 */
export async function detectEncoding(path: string, fileName: string): Promise<Encoding> {
  let pending: Buffer = Buffer.alloc(0)
  let first = true
  for await (const block of readBlocks(path, BLOCK_BYTES)) {
    if (first) {
      refuseBinary(block, fileName)
      const marked = encodingByMark(block) ?? encodingByNulBytes(block.subarray(0, OPENING_BYTES), fileName)
      if (marked) return marked
    }
    first = false
    const bytes = pending.length === 0 ? block : Buffer.concat([pending, block])
    const whole = wholeCharacters(bytes)
    if (!isUtf8(bytes.subarray(0, whole))) return 'windows-1252'
    pending = Buffer.from(bytes.subarray(whole))
  }
  if (first) throw new Invalid(`${fileName} is empty. I imported nothing. Export the report again and drop that file.`)
  return 'utf-8'
}

/** The file's text in pieces, without a byte order mark and with every line end as a line feed. */
export async function* readText(path: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = iconv.getDecoder(encoding)
  let held = ''
  let oldMac: boolean | undefined
  for await (const block of readBlocks(path, BLOCK_BYTES)) {
    let text = held + decoder.write(block)
    held = ''
    if (text.includes('\r')) {
      // A carriage return at the very end may be the first half of a line end.
      if (text.endsWith('\r')) {
        held = '\r'
        text = text.slice(0, -1)
      }
      oldMac ??= !text.includes('\n') && text.includes('\r')
      text = text.replaceAll('\r\n', '\n')
      if (oldMac) text = text.replaceAll('\r', '\n')
    }
    if (text !== '') yield text
  }
  const rest = held + (decoder.end() ?? '')
  if (rest !== '') yield rest.replaceAll('\r', '\n')
}

/** The first characters of the file, about `length` of them, for guesses that need no more. */
export async function readOpening(path: string, encoding: Encoding, length: number): Promise<string> {
  let opening = ''
  for await (const text of readText(path, encoding)) {
    opening += text
    if (opening.length >= length) break
  }
  return opening
}

function refuseBinary(block: Buffer, fileName: string): void {
  const format = BINARY_FORMATS.find(({ opening }) => opening.every((byte, at) => block[at] === byte))
  if (format) throw new Invalid(`${fileName} ${format.sentence} and drop the CSV here. I imported nothing.`)
}

function encodingByMark(block: Buffer): Encoding | undefined {
  if (block[0] === 0xff && block[1] === 0xfe) return 'utf-16le'
  if (block[0] === 0xfe && block[1] === 0xff) return 'utf-16be'
  if (block[0] === 0xef && block[1] === 0xbb && block[2] === 0xbf) return 'utf-8'
  return undefined
}

function encodingByNulBytes(opening: Buffer, fileName: string): Encoding | undefined {
  let even = 0
  let odd = 0
  for (let at = 0; at < opening.length; at++) {
    if (opening[at] !== 0) continue
    if (at % 2 === 0) even++
    else odd++
  }
  const nuls = even + odd
  if (nuls > opening.length * 0.2) return odd >= even ? 'utf-16le' : 'utf-16be'
  if (nuls > 0) throw new Invalid(`${fileName} is not a text file. I imported nothing. Export the report as CSV.`)
  return undefined
}

/** The length of the longest beginning that does not cut a UTF-8 character in two. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(4, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return bytes.length
    if (byte >= 0xc0) {
      const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      return needs > back ? bytes.length - back : bytes.length
    }
  }
  return bytes.length
}
