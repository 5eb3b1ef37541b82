import { unitEconomicsLine } from '../metric/economics-words.ts'
import { metricOf } from '../metric/metric.ts'
import type { Judgement } from '../metric/noise.ts'
import { monthPaceInWords, offPaceInWords, paceInWords } from '../metric/pacing-words.ts'
import type { BoardRow } from './board-row.ts'
import type { Board } from './review.ts'
import { judgementInWords, labelOf, readingInWords, targetInWords, valueInWords } from './review-words.ts'

// The scoreboard of a week in words, and what is said beneath it.

/** What a table of the board's KPIs holds, row by row. */
export function scoreboardRows(board: Board): string[][] {
  return inStages(board.rows, (row) => [
    labelOf(board, row),
    valueInWords(board, row, row.value),
    valueInWords(board, row, row.last),
    valueInWords(board, row, row.mean),
    row.metric === 'spend' && board.pace !== null
      ? valueInWords(board, row, weekBudget(board, row))
      : targetInWords(board, row) || '–',
    row.metric === 'spend' && board.pace !== null ? spendPaceInWords(board) : readingInWords(board, row),
  ])
}

/** Rows of KPIs under the name of their stage: leading, efficiency, quality. */
export function inStages<R extends Pick<BoardRow, 'metric'>>(rows: readonly R[], cells: (row: R) => string[]) {
  const of = (row: R | undefined) => row && metricOf(row.metric).stage
  return rows.flatMap((row, index) => {
    const stage = metricOf(row.metric).stage
    // A cell that holds only a space stays empty, where one without anything shows a dash.
    const title =
      of(rows[index - 1]) === stage
        ? []
        : [
            [
              stage.toUpperCase(),
              ...cells(row)
                .slice(1)
                .map(() => '\u00a0'),
            ],
          ]
    return [...title, cells(row)]
  })
}

/** The header of `scoreboardRows`. */
export const SCOREBOARD_HEADER = ['KPI', 'This week', 'Last week', 'Mean of 4 before', 'Target', 'Reading, 95 % range']

/** How the spend stands against the budget, of the month where that is known, else of the week; empty without a budget. */
export function spendPaceInWords({ pace, month }: Pick<Board, 'pace' | 'month'>): string {
  const whole = month?.find(({ channelId }) => channelId === null)
  if (whole) return paceInWords(whole)
  return pace === null ? '' : paceInWords({ pace, state: 'on pace' })
}

/** What is said beneath the scoreboard: the month's budget, channels off their pace, economics, and what ratios leave out. */
export function beneathInWords(board: Board): string[] {
  const { month = [], economics, leftOut = [], currency } = board
  const whole = month.find(({ channelId }) => channelId === null)
  const worth = economics ? unitEconomicsLine(economics, currency) : ''
  return [
    ...(whole ? [monthPaceInWords(whole, currency)] : []),
    ...offPaceInWords(month, currency),
    ...(worth === '' ? [] : [`The week's ${worth}`]),
    ...leftOut,
  ]
}

/** The channels' own targets that were clearly missed, a line each. */
export function missedInWords(board: Board): string[] {
  return board.channels.flatMap(({ name, targets = [] }) =>
    targets
      .filter(({ metric, judgement: { call } }) => isMiss(metric, call))
      .map(
        (row) =>
          `${name}: ${labelOf(board, row)} ${valueInWords(board, row, row.value)} (target ${targetInWords(board, row)}, ${judgementInWords(row.judgement)})`,
      ),
  )
}

function isMiss(metric: BoardRow['metric'], call: Judgement['call']): boolean {
  const { better } = metricOf(metric)
  return (call === 'above target' && better !== 'higher') || (call === 'below target' && better !== 'lower')
}

function weekBudget(board: Board, row: BoardRow): number | null {
  return board.pace && row.value !== null ? row.value / board.pace : null
}
