import type { Incident } from '../guardrail/incident.ts'

// What a review still lacks when somebody is about to close it; closing without it takes a reason, which is kept.

/**
 * Something the review waits for: an owner's words on a channel, words on one whose alert is open, which nobody can pass, or a
 * decision about an open breach.
 */
export type Lack = { kind: 'narrative' | 'alarmed' | 'decision'; name: string }

/** What is lacking, in one sentence; '' where nothing is. */
export function lacksInWords(lacks: readonly Lack[]): string {
  const names = (kind: Lack['kind']) => lacks.filter((lack) => lack.kind === kind).map(({ name }) => name)
  const said = (kind: Lack['kind'], words: string) =>
    names(kind).length > 0 ? [`${words} ${names(kind).join(', ')}`] : []
  return [
    ...said('narrative', 'not heard yet:'),
    ...said('alarmed', 'an alert is open, so it takes a narrative of'),
    ...said('decision', 'no decision yet about'),
  ].join('; ')
}

/** A channel of the review: whether its words are written, passed, and whether somebody is asked for them at all. */
type Told = { channelId: string; name: string; isWritten: boolean; isPassed: boolean; isOwned: boolean }

/** A breach that is open, what it is called, and the channels its scope lies in; none for the whole team. */
type Open = Pick<Incident, 'id' | 'leadId'> & { name: string; channelIds: readonly string[] }

/**
 * What is lacking. A channel that nobody owns, or has nothing to tell of, is waited for only while an alert of its own is open. A
 * breach told under the card of another is decided with that one, as long as that one is open.
 */
export function lacksOf(told: readonly Told[], open: readonly Open[], decided: ReadonlySet<string>): Lack[] {
  const alarmed = new Set(open.flatMap(({ channelIds }) => channelIds))
  const isLed = ({ leadId }: Open) => leadId !== null && open.some(({ id }) => id === leadId)
  return [
    ...told
      .filter(({ isWritten }) => !isWritten)
      .flatMap(({ channelId, name, isPassed, isOwned }): Lack[] => {
        if (isOwned && !isPassed) return [{ kind: 'narrative', name }]
        return alarmed.has(channelId) ? [{ kind: 'alarmed', name }] : []
      }),
    ...open
      .filter((each) => !decided.has(each.id) && !isLed(each))
      .map(({ name }): Lack => ({ kind: 'decision', name })),
  ]
}
