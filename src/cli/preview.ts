import { actionsLines } from '../domain/action/action-words.ts'
import { placeInWords, topicsInWords } from '../domain/creative/creative-words.ts'
import { hasTopic, questionOf } from '../domain/creative/retro.ts'
import { saysSomething } from '../domain/experiment/agenda.ts'
import { agendaLines } from '../domain/experiment/agenda-words.ts'
import { guardrailName } from '../domain/guardrail/guardrail.ts'
import { standingInWords } from '../domain/guardrail/incident-words.ts'
import { cohortLines } from '../domain/review/board-cohort-words.ts'
import { callInWords, channelHeader, channelRows } from '../domain/review/channel-call-words.ts'
import { heard } from '../domain/review/narrative.ts'
import type { Board } from '../domain/review/review.ts'
import { missingInWords } from '../domain/review/review-part.ts'
import { changedInWords, freshnessInWords, headlineInWords, reviewName } from '../domain/review/review-words.ts'
import { beneathInWords, missedInWords, SCOREBOARD_HEADER, scoreboardRows } from '../domain/review/scoreboard-words.ts'
import { isWeek } from '../domain/week.ts'
import type { TeamContext } from '../flows/context.ts'
import { previewReview, type ReviewPreview } from '../flows/review/read-review.ts'
import { Invalid } from '../lib/errors.ts'

/** `preview`: the review as it would be posted, as text for a terminal or as data. */
export async function preview(ctx: TeamContext, options: { week: string | undefined; json: boolean }): Promise<string> {
  if (options.week !== undefined && !isWeek(options.week)) {
    throw new Invalid(`--week "${options.week}" is no ISO week. Write it as in 2026-W47.`)
  }
  const shown = await previewReview(ctx, options.week)
  return options.json ? JSON.stringify(asData(shown), null, 2) : asText(shown)
}

function asData({ team, board, review, agenda, actions, alerts, names }: ReviewPreview) {
  return {
    team: team.key,
    ...board,
    review: review && {
      state: review.state,
      openedAt: review.openedAt,
      closedAt: review.closedAt,
      heard: heard(review),
    },
    tests: agenda,
    alerts: alerts.open.map(({ guardrail, incident }) => ({
      guardrail: guardrailName(guardrail, team),
      ...incident.judged,
      since: incident.since,
      state: incident.state,
    })),
    actions,
    narratives: (review?.narratives ?? []).map((narrative) => ({
      ...narrative,
      writtenBy: names[narrative.writtenBy] ?? narrative.writtenBy,
    })),
  }
}

function asText({ team, board, review, agenda, actions, alerts, names }: ReviewPreview): string {
  const { number, rest } = headlineInWords(board)
  const said = (kind: 'winning' | 'leaking') =>
    board.channels.filter(({ call }) => call.kind === kind).map((channel) => `  ${callInWords(board, channel)}`)
  const nameOf = (channelId: string) =>
    board.channels.find((channel) => channel.channelId === channelId)?.name ?? channelId
  const narratives = (review?.narratives ?? []).map(
    (each) =>
      `  ${nameOf(each.channelId)}, ${names[each.writtenBy] ?? each.writtenBy}: ${each.happened.replace(/\s+/g, ' ')}`,
  )
  return [
    `${team.name} · ${reviewName(board.week)} · ${review ? `review ${review.state}` : 'not opened yet'}`,
    number,
    `  ${rest}`,
    '',
    ...columns([SCOREBOARD_HEADER, ...scoreboardRows(board)]),
    '',
    ...columns([channelHeader(board), ...channelRows(board)]),
    '',
    ...beneathInWords(board),
    freshnessInWords(board),
    ...missingInWords(board.missing).map((line) => line.replace(/[*`]/g, '')),
    ...titled(
      'How sure',
      cohortLines(board).map((line) => `  ${line}`),
    ),
    ...titled('Winning', said('winning')),
    ...titled('Leaking', said('leaking')),
    ...titled(
      'Off target',
      missedInWords(board).map((line) => `  ${line}`),
    ),
    ...titled('What changed', changedLines(board)),
    ...titled(
      'Alerts',
      alerts.open.map(
        ({ guardrail, incident }) =>
          `  ${guardrailName(guardrail, team)}: ${standingInWords(incident)}, ${incident.judged.sentence}`,
      ),
    ),
    ...titled('Tests', saysSomething(agenda) ? agendaLines(agenda, names).map((line) => `  ${line}`) : []),
    ...titled('Creative retro', retroLines(board)),
    ...titled('Narratives', narratives),
    ...titled(
      'Actions',
      actionsLines(actions, names).map((line) => `  ${line}`),
    ),
  ].join('\n')
}

function changedLines(board: Board): string[] {
  const { first, sentence, drivers, caveats } = changedInWords(board)
  const reasons = drivers.flatMap(({ what, evidence, tracking, lookAt }) => [
    `- ${what}`,
    `  ${evidence} ${tracking}`,
    `  ${lookAt}`,
  ])
  return [...first, sentence, ...reasons, ...caveats].map((line) => `  ${line}`)
}

function retroLines({ creatives, currency }: Board): string[] {
  if (!hasTopic(creatives)) return []
  const topics = topicsInWords(creatives.tired, creatives.best, currency)
  const lines = topics.map(({ state, ad, shown }) => `${state} · ${ad.name} (${placeInWords(ad)}): ${shown}`)
  return [...lines, questionOf(creatives)].map((line) => `  ${line}`)
}

function titled(title: string, lines: string[]): string[] {
  return lines.length > 0 ? ['', title, ...lines] : []
}

/** Lines up cells: words to the left, numbers to the right. */
function columns(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => widthOf(row[column] ?? ''))))
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const gap = ' '.repeat((widths[column] ?? 0) - widthOf(cell))
        const isWords = column === 0 || column === row.length - 1
        return isWords ? cell + gap : gap + cell
      })
      .join('  ')
      .trimEnd(),
  )
}

const CHARACTERS = new Intl.Segmenter()

function widthOf(cell: string): number {
  return Array.from(CHARACTERS.segment(cell)).length
}
