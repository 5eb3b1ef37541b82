import type { KnownBlock } from '@slack/types'
import { ownerOf } from '../../../domain/guardrail/attention.ts'
import type { Evaluation } from '../../../domain/guardrail/evaluation.ts'
import { type Guardrail, guardrailName } from '../../../domain/guardrail/guardrail.ts'
import { ruleInWords, standsInWords } from '../../../domain/guardrail/guardrail-words.ts'
import type { WatchState } from '../../../domain/guardrail/machine.ts'
import { settingsOf, watchedBy } from '../../../domain/guardrail/watched.ts'
import type { Team } from '../../../domain/team.ts'
import { formatWrittenPercent } from '../../../lib/format.ts'
import { ACTION } from '../../ids.ts'
import { actions, button, context, overflow, section } from '../../kit/blocks.ts'
import { sentence } from '../../kit/sentence.ts'
import { mention, userText } from '../../kit/text.ts'
import { moreOf, pageFrom, rangeInWords } from '../pages.ts'

/** One guardrail with what was said of it last. */
type Standing = { guardrail: Guardrail; state: WatchState; evaluation: Evaluation | null }
type Shown = { text: string; blocks: KnownBlock[] }

const SIZE = 30

/** Every guardrail of a team, each with how it stands and what can be done with it. */
export function guardrailList({
  team,
  standings,
  from = 0,
}: {
  team: Team
  standings: readonly Standing[]
  from?: number
}): Shown {
  const count = standings.length === 1 ? '1 guardrail' : `${standings.length} guardrails`
  const title = standings.length === 0 ? 'No guardrails yet' : count
  const page = pageFrom(standings, from, SIZE)
  return {
    text: `${title} in ${userText(team.name, 80)}`,
    blocks: [
      section(
        standings.length === 0
          ? `*${title} in ${userText(team.name, 80)}.* The starter set proposes six, with bounds from your own last 8 weeks.`
          : `*${title} in ${userText(team.name, 80)}${rangeInWords(page)}*`,
      ),
      ...page.shown.map((each) => section(lineOf(team, each), menu(each.guardrail, ['show', 'Show']))),
      actions(`guardrails:${team.id}`, [
        ...moreOf(page, team.id, 'guardrail list'),
        button({ id: ACTION.newGuardrail, text: 'New guardrail', value: team.id }),
        button({ id: ACTION.offerStarters, text: 'Starter set', value: team.id }),
      ]),
    ],
  }
}

/** One guardrail: its rule, how it stands and why, what it would have done lately, whose it is, and what to do about it. */
export function guardrailDetail({
  team,
  standing,
  tested,
}: {
  team: Team
  standing: Standing
  tested: readonly string[]
}): Shown {
  const { guardrail, evaluation } = standing
  const { severity, sure, fireAfter, remindHours, quiet, conversationId, approverUserId, version, runbook } = guardrail
  const days = fireAfter === 1 ? 'one broken day' : `${fireAfter} broken days in a row`
  // Chance has no part in whether numbers come in, or in a control.
  const chance = settingsOf(watchedBy(guardrail)).sure ? `, at least ${formatWrittenPercent(sure)} sure` : ''
  const facts = [
    `Fires after ${days}${chance} · ${severity} · reminds every ${remindHours} h`,
    `${quiet ? `Quiet ${quiet.from} to ${quiet.to}` : 'No quiet hours'} · alerts go to <#${conversationId ?? team.conversationId}>`,
    `${ownerInWords(guardrail, team)}${approverUserId ? ` · approver ${mention(approverUserId)}` : ''} · version ${version}`,
  ]
  return {
    text: userText(guardrailName(guardrail, team), 200),
    blocks: [
      section(lineOf(team, standing), menu(guardrail, ['drill', 'Prove that its alerts arrive'])),
      ...(evaluation ? [section(sentence(evaluation.sentence, 900))] : []),
      section(sentence(tested.join(' '), 1_500)),
      ...(runbook === '' ? [] : [section(`What to do: ${userText(runbook, 1_000)}`)]),
      context(...facts),
    ],
  }
}

function lineOf(team: Team, { guardrail, state, evaluation }: Standing): string {
  const name = userText(guardrailName(guardrail, team), 160)
  const stands = standsInWords(guardrail, state, evaluation)
  const rule = ruleInWords(guardrail, team.currency)
  // A control that is called like its rule says it once.
  const said = rule === guardrail.name ? '' : `${userText(rule, 200)} · `
  return `*${name}* · ${stands}\n${said}${ownerInWords(guardrail, team)}`
}

function ownerInWords(guardrail: Guardrail, team: Team): string {
  const owner = ownerOf(guardrail, team)
  return owner === null ? 'nobody owns it' : `owner ${mention(owner)}`
}

/** Five choices are all that Slack allows: the list leads to the one guardrail, and that one to its drill. */
function menu({ id, pausedAt }: Guardrail, [what, text]: readonly [string, string]) {
  const to = (what: string, text: string) => ({ text, value: `${what}:${id}` })
  return overflow({
    id: ACTION.moreOfGuardrail,
    options: [
      to(what, text),
      to('why', 'Why it says so'),
      to('edit', 'Edit'),
      pausedAt === null ? to('pause', 'Pause') : to('resume', 'Resume'),
      to('delete', 'Remove'),
    ],
  })
}
