import type { KnownBlock, ModalView } from '@slack/types'
import type { Definition, Guardrail } from '../../../domain/guardrail/guardrail.ts'
import { ruleInWords } from '../../../domain/guardrail/guardrail-words.ts'
import type { Starter } from '../../../domain/guardrail/starter.ts'
import type { Team } from '../../../domain/team.ts'
import { VIEW } from '../../ids.ts'
import { context, section } from '../../kit/blocks.ts'
import { checkboxes } from '../../kit/inputs.ts'
import { modal } from '../../kit/modal.ts'
import { sentence } from '../../kit/sentence.ts'
import { clamp, userText } from '../../kit/text.ts'

/** One guardrail of the starter set, with what it would have done and the one that does the same already. */
type Offered = Starter & { tested: readonly string[]; there: Guardrail | null }

/** Offers guardrails to begin with, to be ticked; what cannot be enabled says why. */
export function starterForm(state: {
  team: Pick<Team, 'id' | 'name' | 'currency'>
  seed: string
  offered: readonly Offered[]
}): ModalView {
  const { team, seed, offered } = state
  const open = offered.flatMap(({ definition, ...each }) =>
    definition && !each.there ? [{ ...each, definition }] : [],
  )
  const blocks: KnownBlock[] = [
    section(
      `*${userText(team.name, 80)}* · Six guardrails most teams begin with. Bounds come from your own last 8 weeks and can be changed later.`,
    ),
    ...offered.map((each) => section(sentence(lineOf(each, team.currency), 900))),
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
        choices: open.map(({ key, definition }) => ({
          value: key,
          text: clamp(ruleInWords(definition, team.currency), 75),
        })),
        initial: open.map(({ key }) => key),
      }),
    ],
  })
}

function lineOf({ label, definition, why, tested, there }: Offered, currency: string): string {
  if (there) return `*${label}*: G-${there.number} does that already.`
  if (!definition) return `*${label}*: cannot be enabled yet. ${why}`
  return `*${label}*: ${ruleOf(definition, currency)}. ${why} ${tested.join(' ')}`
}

function ruleOf(definition: Definition, currency: string): string {
  return ruleInWords(definition, currency)
}
