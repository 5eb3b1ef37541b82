// What a review still lacks when somebody is about to close it; closing without it takes a reason, which is kept.

/** Something the review waits for: an owner's words on a channel, or a decision about an open breach. */
export type Lack = { kind: 'narrative' | 'decision'; name: string }

/** What is lacking, in one sentence; '' where nothing is. */
export function lacksInWords(lacks: readonly Lack[]): string {
  const names = (kind: Lack['kind']) => lacks.filter((lack) => lack.kind === kind).map(({ name }) => name)
  const narratives = names('narrative')
  const decisions = names('decision')
  return [
    ...(narratives.length > 0 ? [`not heard yet: ${narratives.join(', ')}`] : []),
    ...(decisions.length > 0 ? [`no decision yet about ${decisions.join(', ')}`] : []),
  ].join('; ')
}
