import { formatMoney } from '../../lib/format.ts'

/** What a log says was changed: the action, and what was noted of it. */
export type Logged = { action: string; detail: Record<string, unknown> }

/**
 * What a logged change was, in words, as far as it concerns a channel (or everything: null): one line each, none where it changed
 * no number. Entries of earlier versions do not say which channel they concern.
 */
export function changesInWords({ action, detail }: Logged, channelId: string | null, currency: string): string[] {
  const isInside = (of: unknown) => channelId === null || typeof of !== 'string' || of === channelId
  if (!isInside(detail.channelId)) return []
  if (action === 'budget approved' && typeof detail.budget === 'number')
    return [`a budget of ${formatMoney(detail.budget, currency)} approved`]
  if (Array.isArray(detail.changes)) {
    const inside = detail.changes.filter((change) => isInside(change?.channelId))
    return [...new Set(inside.flatMap((change) => (typeof change?.said === 'string' ? [change.said] : [])))]
  }
  if (typeof detail.said === 'string') return [detail.said.replace(/\.$/, '')]
  return [action === 'team changed' ? 'channels, rules or targets changed in /beat setup' : action]
}
