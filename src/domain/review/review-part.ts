/** The parts of a review that may be missing while its numbers are there, in the order of its thread. */
export type ReviewPart = keyof typeof PARTS

/** What each part is called, and the words behind `/beat` that work it out anew. */
const PARTS = {
  pace: { name: 'How the budgets pace', says: 'numbers month' },
  cohorts: { name: "What became of the week's leads", says: 'numbers' },
  changed: { name: 'What changed', says: 'why' },
  alerts: { name: 'Alerts', says: 'incidents' },
  tests: { name: 'Tests', says: 'test list' },
  creatives: { name: 'Creative retro', says: 'creatives' },
  launches: { name: 'Launches', says: 'launch list' },
  actions: { name: 'Actions', says: 'action list' },
  month: { name: 'The month before', says: 'review month' },
} as const

/** What is missing in a review, and what to do about each; nothing where all is there. */
export function missingInWords(missing: readonly ReviewPart[] | undefined): string[] {
  if (missing === undefined || missing.length === 0) return []
  const parts = missing.length === 1 ? 'One part' : `${missing.length} parts`
  return [
    `*Missing here* · ${parts} of this review could not be worked out. The numbers above are complete.`,
    ...Object.entries(PARTS)
      .filter(([part]) => missing.some((each) => each === part))
      .map(([, { name, says }]) => `• ${name}: \`/beat ${says}\` tries again`),
  ]
}
