import { asNumber, type Json } from './json.ts'

const MOST_FILES = 10
const LARGEST_FILE = 10 * 1024 * 1024

/** How many files a file input takes. */
export function mostFiles(element: Json): number {
  return asNumber(element.max_files, MOST_FILES)
}

/** The extensions a file input takes, in small letters; none means any. */
export function extensionsOf(element: Json): string[] {
  const named: unknown[] = Array.isArray(element.filetypes) ? element.filetypes : []
  return named.filter((one) => typeof one === 'string').map((one) => one.toLowerCase())
}

/** What Slack's own client would complain about in the files of a file input, if anything. */
export function complaintAboutFiles(element: Json, files: { name: string; size: number }[]): string | undefined {
  const most = mostFiles(element)
  const extensions = extensionsOf(element)
  const odd = files.find(({ name }) => extensions.length > 0 && !extensions.includes(extensionOf(name)))
  if (odd) return `${odd.name} cannot be added. Only these file types can: ${extensions.join(', ')}.`
  const large = files.find(({ size }) => size > LARGEST_FILE)
  if (large) return `${large.name} cannot be added. A file can be at most 10 MB.`
  return files.length > most ? `Please choose at most ${most === 1 ? 'one file' : `${most} files`}.` : undefined
}

/** The extension of a file's name, in small letters. */
export function extensionOf(name: string): string {
  return /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
}
