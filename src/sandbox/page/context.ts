import { createContext, useContext } from 'react'
import type { Json } from '../json.ts'
import type { Snapshot } from '../snapshot.ts'
import type { Done } from './connection.ts'

/** What every part of the page may use. */
export type Page = {
  snapshot: Snapshot
  theme: 'light' | 'dark'
  /** The conversation, or the app's Home, that is shown. */
  place: string
  go: (place: string) => void
  openThread: (thread: { channel: string; ts: string } | undefined) => void
  perform: (kind: string, order?: Json) => Promise<Done>
}

/** Carries the page's shared things down to its parts. */
export const PageContext = createContext<Page | undefined>(undefined)

/** Takes the page's shared things. */
export function usePage(): Page {
  const page = useContext(PageContext)
  if (!page) throw new Error('There is no page around this part.')
  return page
}
