import { formatCompact, formatCount, formatPercent } from '../../lib/format.ts'
import { dayInWords } from '../week.ts'

/** What is wrong with how a channel's conversions are counted, with the numbers that show it. */
export type QaFinding =
  | { kind: 'data is old'; level: 'warn' | 'error'; platform: string; lastDay: string; age: number }
  | { kind: 'days are missing'; level: 'warn'; campaign: string; days: string[] }
  | { kind: 'zero run'; level: 'error'; from: string; expected: number }
  | { kind: 'drop'; level: 'error'; conversions: number; expected: number }
  | { kind: 'fires twice'; level: 'error'; conversions: number; leads: number }
  | { kind: 'off the CRM'; level: 'warn' | 'error'; ratio: number; usual: number }
  | { kind: 'counted twice'; level: 'error'; stage: 'leads' | 'customers'; objects: number; objectId: string }
  | { kind: 'untagged leads'; level: 'warn' | 'error'; untagged: number; leads: number }

/** A finding as a sentence, number first, with what to do about it. */
export function qaInWords(finding: QaFinding): string {
  switch (finding.kind) {
    case 'data is old':
      return `The last numbers of ${finding.platform} are of ${dayInWords(finding.lastDay)}, ${finding.age} days ago. Import newer ones.`
    case 'days are missing': {
      const [first = '', ...more] = finding.days
      const days = more.length === 0 ? dayInWords(first) : `${finding.days.length} days since ${dayInWords(first)}`
      return `${finding.campaign} has no numbers of ${days}, though it ran before and after. Import them again.`
    }
    case 'zero run': {
      const chance = formatCompact(Math.exp(finding.expected))
      return `No conversions since ${dayInWords(finding.from)} while money was spent (expected ${rounded(finding.expected)}, chance of that: 1 in ${chance}). Look at the tag first.`
    }
    case 'drop':
      return `${rounded(finding.conversions)} conversions in the last 7 days where ${rounded(finding.expected)} were to be expected, with clicks as before. Tracking is suspected: look at the tag first.`
    case 'fires twice':
      return `${rounded(finding.conversions)} conversions for ${rounded(finding.leads)} leads of the CRM in the last 3 days, about twice as many as before. Look for a tag that fires twice.`
    case 'off the CRM':
      return `${finding.ratio.toFixed(2)} conversions for each lead of the CRM in the last 7 days, usually ${finding.usual.toFixed(2)}. Compare what the platform counts with the CRM.`
    case 'counted twice':
      return `${formatCount(finding.objects)} ${finding.stage} stand in two exports of the CRM (such as ${finding.objectId}) and count twice. Import one of them without that stage.`
    case 'untagged leads':
      return `${formatPercent(finding.untagged / finding.leads, { digits: 0 })} of leads in the last 28 days say nothing of where they came from (${formatCount(finding.untagged)} of ${formatCount(finding.leads)}). Tag the links: \`/beat utm\`.`
  }
}

function rounded(value: number): string {
  return formatCount(Math.round(value))
}
