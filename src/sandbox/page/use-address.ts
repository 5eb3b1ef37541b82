import { useEffect, useMemo, useState } from 'react'

const FIRST_PERSON = 'U0MARA'
const FIRST_PLACE = 'C0GROWTH'

type Where = { person: string; place: string; thread: { channel: string; ts: string } | undefined }

/** Who one is and where, kept in the address so that a reload or a link leads back. */
export function useAddress() {
  const [where, setWhere] = useState<Where>(read)
  useEffect(() => {
    const listen = (): void => setWhere(read())
    window.addEventListener('popstate', listen)
    return () => window.removeEventListener('popstate', listen)
  }, [])
  return useMemo(() => {
    const move = (change: Partial<Where>): void => {
      const next = { ...where, ...change }
      const query = new URLSearchParams({ as: next.person })
      if (next.thread) query.set('thread', `${next.thread.channel}-${next.thread.ts}`)
      window.history.pushState(null, '', `/?${query}#${next.place}`)
      setWhere(next)
    }
    return {
      ...where,
      be: (person: string) =>
        move({ person, thread: undefined, place: where.place === 'messages' ? 'home' : where.place }),
      go: (place: string) => move({ place, thread: undefined }),
      openThread: (thread: Where['thread']) => move({ thread }),
    }
  }, [where])
}

/** Reads our own address, or that of a message (`/archives/C0GROWTH/p1700000000000100`). */
function read(): Where {
  const query = new URLSearchParams(window.location.search)
  const person = query.get('as') ?? FIRST_PERSON
  const linked = /^\/archives\/(\w+)\/p(\d+)(\d{6})$/.exec(window.location.pathname)
  if (linked) {
    const [, channel = '', seconds, micros] = linked
    const ts = query.get('thread_ts') ?? `${seconds}.${micros}`
    return { person, place: channel, thread: { channel, ts } }
  }
  const [channel, ts] = (query.get('thread') ?? '').split('-')
  const place = window.location.hash.slice(1) || FIRST_PLACE
  return { person, place, thread: channel && ts ? { channel, ts } : undefined }
}
