import type { KnownBlock, ModalView } from '@slack/types'
import { type Definition, type Guardrail, scopeName } from '../../../domain/guardrail/guardrail.ts'
import { ruleInWords } from '../../../domain/guardrail/guardrail-words.ts'
import type { Starter } from '../../../domain/guardrail/starter.ts'
import type { Team } from '../../../domain/team.ts'
import { VIEW } from '../../ids.ts'
import { context, section } from '../../kit/blocks.ts'
import { checkboxes } from '../../kit/inputs.ts'
import { modal } from '../../kit/modal.ts'
import { sentence } from '../../kit/sentence.ts'
import { clamp, userText } from '../../kit/text.ts'

/** What is offered under one tick: what each would have done, and those that are there already. */
type Offered = Starter & {
  tested: readonly { definition: Definition; words: readonly string[] }[]
  there: readonly Guardrail[]
}

/** Offers guardrails to begin with, to be ticked; what cannot be enabled says why. */
export function starterForm(state: { team: Team; seed: string; offered: readonly Offered[] }): ModalView {
  const { team, seed, offered } = state
  const open = offered.filter(({ definitions }) => definitions.length > 0)
  const blocks: KnownBlock[] = [
    section(
      `*${userText(team.name, 80)}* · Six guardrails most teams begin with. Bounds come from your own last 8 weeks and can be changed later.`,
    ),
    ...offered.map((each) => section(sentence(lineOf(each, team), 1_500))),
  ]
  if (open.length === 0)
    return modal({
      id: VIEW.waiting,
      title: 'Starter set',
      blocks: [...blocks, context('There is nothing left to enable.')],
    })
  return modal({
    id: VIEW.starters,
    title: 'Starter set',
    submit: 'Enable them',
    metadata: { teamId: team.id, seed },
    blocks: [
      ...blocks,
      checkboxes({
        id: 'starters',
        label: 'Enable',
        choices: open.map((each) => ({ value: each.key, text: clamp(ruleOf(each, team.currency), 75) })),
        initial: open.map(({ key }) => key),
      }),
    ],
  })
}

function lineOf(offered: Offered, team: Team): string {
  const { label, definitions, why, tested, there } = offered
  const done = there.length === 0 ? '' : ` ${there.map(({ number }) => `G-${number}`).join(', ')} does that already.`
  if (definitions.length === 0) return `*${label}*:${done || ` cannot be enabled yet. ${why}`}`
  const [only] = tested
  const past =
    tested.length === 1 && only
      ? only.words.join(' ')
      : tested
          .map(({ definition, words }) => `${scopeName(definition.scope, team) || 'The whole team'}: ${words[0] ?? ''}`)
          .join(' ')
  return `*${ruleOf(offered, team.currency)}*.${done} ${why} ${past}`
}

function ruleOf({ label, definitions }: Pick<Starter, 'label' | 'definitions'>, currency: string): string {
  const [first] = definitions
  const count = definitions.length > 1 ? `, ${definitions.length} channels` : ''
  return first ? `${ruleInWords(first, currency)}${count}` : label
}
