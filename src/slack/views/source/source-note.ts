import type { KnownBlock } from '@slack/types'
import type { Health, Problem, Source } from '../../../domain/import/source.ts'
import { broughtInWords, staleInWords } from '../../../domain/import/source-words.ts'
import type { Team } from '../../../domain/team.ts'
import { ACTION } from '../../ids.ts'
import { actions, button, context, section } from '../../kit/blocks.ts'
import { userText } from '../../kit/text.ts'
import { answerButtons } from './source-answers.ts'

/** What is told of a source: that it works again, that it is stale, or the code of its trouble. */
export type SourceNoteState = { team: Team; source: Source; health: Health; what: string }

/** What the lead is told, once, when a source stops working, waits for an answer, goes quiet, or works again. */
export function sourceNote({ team, source, health, what }: SourceNoteState): { text: string; blocks: KnownBlock[] } {
  const name = `${userText(source.name, 40)} of ${userText(team.name, 80)}`
  const all = button({ id: ACTION.showSources, text: 'Show sources', value: team.id })
  const rest = actions(`source-note:${source.id}`, [all])
  if (what === 'working') {
    const title = `${name} works again`
    return { text: title, blocks: [section(`*${title}* · ${broughtInWords(source, team.zone)}`)] }
  }
  if (what === 'stale') {
    const title = `${name} brings nothing new`
    const why =
      health.state === 'stale' ? userText(staleInWords(source, health, team.zone)) : 'It has brought numbers since.'
    return { text: title, blocks: [section(`*${title}*\n${why}`), rest] }
  }
  const problem = source.problem
  const isAsking = what === 'asking'
  const title = isAsking ? `${name} waits for an answer` : `${name} does not work`
  const isOver = health.state !== 'failing'
  return {
    text: title,
    blocks: [
      section(`*${title}*\n${userText(problem?.sentence ?? '', 2_300)}`),
      ...(isAsking && problem && !isOver ? answerButtons(source.id, problem) : []),
      context(isOver ? 'This is over: it has brought numbers since.' : whatFollows(source, isAsking)),
      rest,
    ],
  }
}

function whatFollows({ kind }: Source, isAsking: boolean): string {
  if (isAsking) return 'Nothing is imported until then. Your answer holds for every run to come.'
  const now = kind === 'sql' ? 'I keep trying' : 'Its sender was told the same'
  return `${now}. I say nothing more of this, and tell you when it works again.`
}

/** What whoever asked for a reading is told of its trouble; the words may hold what stands in a warehouse. */
export function sourceTrouble({ sentence }: Pick<Problem, 'sentence'>): { text: string; blocks: KnownBlock[] } {
  const text = userText(sentence, 2_800)
  return { text, blocks: [section(text)] }
}
