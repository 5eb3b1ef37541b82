import type { KnownBlock } from '@slack/types'
import type { MonthReport } from '../../../domain/review/month.ts'
import {
  channelLines,
  envelopeInWords,
  learntLines,
  monthInWords,
  monthTable,
} from '../../../domain/review/month-words.ts'
import type { Team } from '../../../domain/team.ts'
import { ACTION } from '../../ids.ts'
import { actions, button, context, section, table } from '../../kit/blocks.ts'
import { inTexts } from '../../kit/sentence.ts'
import { escapeText, userText } from '../../kit/text.ts'

const MOST_LINES = 12

/** The strategic reply of the first review of a month: the envelope, six months, the channels, what was learnt, what to change. */
export function reviewMonth({ team, month: report }: { team: Team; month: MonthReport }): {
  text: string
  blocks: KnownBlock[]
} {
  const title = `${monthInWords(report.month)} · the month`
  return {
    text: escapeText(`${title}. ${envelopeInWords(report)}`),
    blocks: [
      ...monthBlocks(report),
      context(
        '*What to change in the plan?* Budgets, targets and channels are the plan; a test is how to find out. What you agree on is an action of somebody.',
      ),
      actions(`month:${report.month}`, [
        button({ id: ACTION.setUp, text: 'Change the plan', value: team.conversationId }),
        button({ id: ACTION.newAction, text: 'Note an action', value: `${team.id}:home:` }),
        button({ id: ACTION.newTest, text: 'New test', value: team.id }),
        button({ id: ACTION.showBacklog, text: 'Backlog', value: `${team.id}:0` }),
      ]),
    ],
  }
}

/** The private answer to "how was the month". */
export function monthAnswer(report: MonthReport): { text: string; blocks: KnownBlock[] } {
  return { text: escapeText(envelopeInWords(report)), blocks: monthBlocks(report) }
}

/** What a month's report says, without what can be done about it. */
export function monthBlocks(report: MonthReport): KnownBlock[] {
  const { header, rows } = monthTable(report)
  return [
    section(`*${monthInWords(report.month)} · the month*\n${escapeText(envelopeInWords(report))}`),
    table({ header, rows, align: ['left', 'right', 'right', 'right', 'left'] }),
    ...titled('Channels', channelLines(report), 'numbers last month'),
    ...titled('Decided and learnt', learntLines(report), 'log'),
    ...report.notes.flatMap(({ title, lines }) => titled(title, lines, 'controls')),
  ]
}

function titled(title: string, lines: readonly string[], way: string): KnownBlock[] {
  if (lines.length === 0) return []
  const more = lines.length - MOST_LINES
  const shown = lines.slice(0, MOST_LINES).map((line) => `• ${userText(line, 400)}`)
  return [
    ...inTexts([`*${title}*`, ...shown]).map((text) => section(text)),
    ...(more > 0 ? [context(`And ${more} more: \`/beat ${way}\`.`)] : []),
  ]
}
