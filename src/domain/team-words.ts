import { type ChannelRule, type Counted, type Outcome, RULE_FIELDS } from './team.ts'

// What people write of a team in a form, and how it is written back to them. What is written back reads as the same again.

/** The jobs a channel usually has. */
export const JOBS = ['Capture demand', 'Create demand', 'Convert warm intent'] as const

/** What an outcome counts, in words. */
export const COUNTED_WORDS: Readonly<Record<Counted, string>> = {
  platform_conversions: 'Conversions, as the ad platforms report them',
  lead: 'Leads in the CRM',
  sql: 'Sales-qualified leads in the CRM',
  won: 'Won customers in the CRM',
}

type OutcomeNote = Pick<Outcome, 'includes' | 'excludes' | 'validation'>

// A UTM campaign is compared as any campaign's name is.
const NAMED_RULE = new RegExp(`^(?:utm_(?=campaign))?(${RULE_FIELDS.join('|')})\\s*:(.*)$`, 'is')
/** Where a rule without a field in front looks. */
const USUAL_FIELDS = ['platform', 'campaign'] as const

/**
 * Rules as people write them: `Google Ads; campaign: Prospecting; utm_source: newsletter`. What has no field in front is looked
 * for in platform and campaign.
 */
export function rulesInWords(rules: readonly ChannelRule[]): string {
  const has = (field: ChannelRule['field'], contains: string) =>
    rules.some((rule) => rule.field === field && rule.contains === contains)
  const words = rules.map(({ field, contains }) =>
    has('platform', contains) && has('campaign', contains) ? contains : `${field}: ${contains}`,
  )
  return [...new Set(words)].join('; ')
}

/** Reads rules as people write them; null where a part has no letter or digit to look for. */
export function readRules(text: string): ChannelRule[] | null {
  const rules: ChannelRule[] = []
  for (const part of text.split(/[;\n]/).map((each) => each.trim())) {
    if (part === '') continue
    const [, named, rest = ''] = NAMED_RULE.exec(part) ?? []
    const contains = (named ? rest : part).trim()
    // Platforms and sources are compared by their letters and digits: without any, a rule would take everything.
    if (!/[\p{L}\p{N}]/u.test(contains)) return null
    const fields = named ? RULE_FIELDS.filter((field) => field === named.toLowerCase()) : USUAL_FIELDS
    rules.push(...fields.map((field) => ({ field, contains })))
  }
  return rules
}

const NOTE_LABELS = [
  { key: 'includes', label: 'Counts', reads: /^(?:what )?(?:counts|includes?|included)\s*:/i },
  {
    key: 'excludes',
    label: 'Does not count',
    reads: /^(?:what )?(?:does not count|doesn't count|excludes?|excluded|not)\s*:/i,
  },
  {
    key: 'validation',
    label: 'Checked by',
    reads: /^(?:how )?(?:is it )?(?:checked(?: by)?|validated(?: by)?|validation)\s*:/i,
  },
] as const

/** What counts, what does not and how it is checked, one labelled line each. */
export function outcomeNoteInWords(note: OutcomeNote): string {
  return NOTE_LABELS.flatMap(({ key, label }) => (note[key] ? [`${label}: ${note[key]}`] : [])).join('\n')
}

/** Reads such lines back; lines without a label continue the one above, and say what counts where there is none. */
export function readOutcomeNote(text: string): OutcomeNote {
  const note: OutcomeNote = { includes: null, excludes: null, validation: null }
  let current: keyof OutcomeNote = 'includes'
  for (const line of text.split('\n').map((each) => each.trim())) {
    if (line === '') continue
    const label = NOTE_LABELS.find(({ reads }) => reads.test(line))
    if (label) current = label.key
    const words = label ? line.replace(label.reads, '').trim() : line
    if (words !== '') note[current] = note[current] === null ? words : `${note[current]}\n${words}`
  }
  return note
}
