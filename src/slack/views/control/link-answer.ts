import type { KnownBlock } from '@slack/types'
import type { UtmReport } from '../../../domain/utm/utm-lint.ts'
import type { UtmFinding } from '../../../domain/utm/utm-value.ts'
import { context, preformatted, section } from '../../kit/blocks.ts'
import { inTexts, sentence } from '../../kit/sentence.ts'
import { clamp, clean } from '../../kit/text.ts'

/** What is wrong with a link, what to write instead, and the link to copy. */
export function linkAnswer(report: UtmReport): { text: string; blocks: KnownBlock[] } {
  const summary = linkSummary(report)
  return { text: summary, blocks: [section(`*${summary}*`), ...linkBlocks(report)] }
}

/** The same under a form. */
export function linkBlocks({ findings, channel, fixed, fixedChannel }: UtmReport): KnownBlock[] {
  const placed =
    channel === fixedChannel
      ? `GA4 counts its visits as ${channel}.`
      : `GA4 counts its visits as ${channel}; mended, as ${fixedChannel}.`
  return [
    ...inTexts(findings.map(findingInWords)).map((text) => section(text)),
    context(findings.length > 0 ? 'Mended, to copy:' : 'To copy:'),
    preformatted(clean(clamp(fixed, 2_000))),
    context(placed),
  ]
}

/** How many errors and warnings a link has, in a few words. */
export function linkSummary({ findings }: Pick<UtmReport, 'findings'>): string {
  const count = (level: UtmFinding['level']) => findings.filter((finding) => finding.level === level).length
  const [errors, warnings] = [count('error'), count('warning')]
  if (errors + warnings === 0) return 'This link is fine'
  const said = [counted(errors, 'error'), counted(warnings, 'warning')].filter((each) => each !== '')
  return `This link has ${said.join(' and ')}`
}

function findingInWords({ level, sentence: said, fix }: UtmFinding): string {
  return `• *${level === 'error' ? 'Error' : 'Warning'}* ${sentence(said, 400)} ${sentence(fix, 400)}`
}

function counted(count: number, word: string): string {
  return count === 0 ? '' : `${count} ${word}${count === 1 ? '' : 's'}`
}
