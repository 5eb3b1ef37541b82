import type { KnownBlock, ModalView } from '@slack/types'
import type { UtmReport } from '../../../domain/utm/utm-lint.ts'
import { ACTION, VIEW } from '../../ids.ts'
import { section } from '../../kit/blocks.ts'
import { textInput } from '../../kit/inputs.ts'
import { modal } from '../../kit/modal.ts'
import { linkBlocks, linkSummary } from './link-answer.ts'

/** What the builder of links is drawn from; the report is of what is typed so far. */
export type LinkFormState = {
  teamId: string
  typed: Readonly<Record<string, string>>
  known: { sources: readonly string[]; mediums: readonly string[] }
  report: UtmReport | null
}

/** Builds a tagged link: what GA4 would make of it stands under it while one types. */
export function linkForm({ teamId, typed, known, report }: LinkFormState): ModalView {
  const input = (id: string, label: string, more: { hint?: string; optional?: boolean; placeholder?: string } = {}) =>
    textInput({ id, label, dispatch: true, action: ACTION.linkTyped, max: 300, initial: typed[id] ?? '', ...more })
  const used = (values: readonly string[]) =>
    values.length > 0 ? { hint: `You use ${values.slice(0, 6).join(', ')}.` } : {}
  return modal({
    id: VIEW.link,
    title: 'A tagged link',
    submit: 'Check it',
    close: 'Close',
    metadata: { teamId, draft: teamId },
    notifyOnClose: true,
    blocks: [
      input('page', 'Page, or a whole link to check', { placeholder: 'https://northwind.example/demo' }),
      input('source', 'Source', { placeholder: 'google', optional: true, ...used(known.sources) }),
      input('medium', 'Medium', { placeholder: 'cpc', optional: true, ...used(known.mediums) }),
      input('campaign', 'Campaign', { placeholder: 'spring-launch', optional: true }),
      input('content', 'Content', { hint: 'Which ad or button.', optional: true }),
      input('term', 'Term', { optional: true }),
      ...resultBlocks(report),
    ],
  })
}

function resultBlocks(report: UtmReport | null): KnownBlock[] {
  if (!report) return [section('Type a page, and the link stands here.')]
  return [section(`*${linkSummary(report)}*`), ...linkBlocks(report)]
}
