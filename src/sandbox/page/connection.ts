import { useEffect, useState } from 'react'
import type { Json } from '../json.ts'
import type { Snapshot } from '../snapshot.ts'

/** What came of something a person did: the result, or a sentence. */
export type Done = { ok: true; result: unknown } | { ok: false; error: string }

/** Follows what a person sees; undefined until the first word from the server. */
export function useSnapshot(person: string): { snapshot: Snapshot | undefined; lost: boolean } {
  const [snapshot, setSnapshot] = useState<Snapshot>()
  const [lost, setLost] = useState(false)
  useEffect(() => {
    const source = new EventSource(`/page/state?as=${encodeURIComponent(person)}`)
    source.onmessage = (message: MessageEvent<string>) => {
      setLost(false)
      const seen = JSON.parse(message.data) as Snapshot | null
      if (seen) setSnapshot(seen)
    }
    source.onerror = () => setLost(true)
    return () => source.close()
  }, [person])
  return { snapshot: snapshot?.me.id === person ? snapshot : undefined, lost }
}

/** Does something as a person. */
export async function perform(person: string, kind: string, order: Json = {}): Promise<Done> {
  try {
    const response = await fetch('/page/do', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...order, as: person, kind }),
    })
    return (await response.json()) as Done
  } catch {
    return { ok: false, error: 'The sandbox does not answer.' }
  }
}

/** Uploads a file for a form that a person is filling in, and gives it as the form holds it. */
export async function attach(person: string, file: File): Promise<Json | undefined> {
  const query = new URLSearchParams({ as: person, name: file.name })
  try {
    const response = await fetch(`/page/attach?${query}`, { method: 'POST', body: file })
    const { result } = (await response.json()) as { result?: Json }
    return result
  } catch {
    return undefined
  }
}

/** Drops a file into a conversation as a person. */
export async function upload(
  person: string,
  file: File,
  place: { channel: string; thread_ts?: string | undefined },
): Promise<void> {
  const query = new URLSearchParams({ as: person, channel: place.channel, name: file.name })
  if (place.thread_ts) query.set('thread_ts', place.thread_ts)
  await fetch(`/page/file?${query}`, { method: 'POST', body: file })
}
