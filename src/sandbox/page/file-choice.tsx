import { useRef, useState } from 'react'
import { complaintAboutFiles, extensionsOf, mostFiles } from '../file-rules.ts'
import { asList, asNumber, asText, type Json } from '../json.ts'
import type { ElementProps } from './element.tsx'
import { sizeOf } from './format.ts'

type Attaching = ElementProps & { attach: (file: File) => Promise<Json | undefined> }

/** Files of the person's own computer: a button to choose with, and what was chosen so far. */
export function FileChoice({ element, held, id, label, set, attach }: Attaching) {
  const [complaint, setComplaint] = useState<string>()
  const [busy, setBusy] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const files = asList(held)
  const most = mostFiles(element)
  const extensions = extensionsOf(element)

  async function add(list: FileList | null): Promise<void> {
    const chosen = [...(list ?? [])]
    const sizes = files.map((file) => ({ name: nameOf(file), size: asNumber(file.size, 0) }))
    const wrong = complaintAboutFiles(element, [...sizes, ...chosen])
    setComplaint(wrong)
    if (wrong) return
    setBusy(true)
    const stored = await Promise.all(chosen.map(attach))
    setBusy(false)
    if (stored.includes(undefined)) setComplaint('That file could not be uploaded. Try again?')
    set([...files, ...stored.filter((file) => file !== undefined)])
  }

  return (
    <div className="files">
      {files.map((file) => (
        <span key={asText(file.id)} className="chip">
          <span aria-hidden="true">📄</span>
          <span className="file-name">{nameOf(file)}</span>
          <small>{sizeOf(asNumber(file.size, 0))}</small>
          <button
            type="button"
            aria-label={`Remove ${nameOf(file)}`}
            onClick={() => set(files.filter((one) => one !== file))}
          >
            ✕
          </button>
        </span>
      ))}
      {files.length < most && (
        <button type="button" className="button" disabled={busy} onClick={() => input.current?.click()}>
          {wordsFor(busy, most, files.length)}
        </button>
      )}
      <input
        ref={input}
        id={id}
        className="unseen"
        type="file"
        tabIndex={-1}
        aria-label={label}
        multiple={most > 1}
        accept={extensions.map((extension) => `.${extension}`).join(',')}
        onChange={(event) => {
          void add(event.target.files)
          // The same file can then be chosen again after it was removed.
          event.target.value = ''
        }}
      />
      {complaint && (
        <p className="error" role="alert">
          {complaint}
        </p>
      )}
    </div>
  )
}

function nameOf(file: Json): string {
  return asText(file.name) ?? ''
}

function wordsFor(busy: boolean, most: number, chosen: number): string {
  if (busy) return 'Uploading…'
  if (chosen > 0) return 'Add another file'
  return most === 1 ? 'Choose a file' : 'Choose files'
}
