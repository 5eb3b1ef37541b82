import { useEffect, useState } from 'react'
import type { Snapshot } from '../snapshot.ts'

/** The conversations with messages that came while this person looked elsewhere. */
export function useUnread(snapshot: Snapshot, place: string): Set<string> {
  const [seen, setSeen] = useState<Record<string, string>>(() => lastOf(snapshot))
  const latest = lastOf(snapshot)
  const here = latest[place]
  useEffect(() => {
    if (here) setSeen((before) => ({ ...before, [place]: here }))
  }, [place, here])
  return new Set(Object.keys(latest).filter((id) => id !== place && (latest[id] ?? '') > (seen[id] ?? '')))
}

function lastOf(snapshot: Snapshot): Record<string, string> {
  const last: Record<string, string> = {}
  const nameOf = new Map(snapshot.conversations.map((one) => [one.id, one.kind === 'im' ? 'messages' : one.id]))
  for (const message of snapshot.messages) {
    if (message.user !== snapshot.me.id) last[nameOf.get(message.channel) ?? message.channel] = message.ts
  }
  return last
}
