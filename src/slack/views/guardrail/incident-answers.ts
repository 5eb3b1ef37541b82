import type { KnownBlock } from '@slack/types'
import { type Guardrail, guardrailName } from '../../../domain/guardrail/guardrail.ts'
import { isPersonId, type Team } from '../../../domain/team.ts'
import { section } from '../../kit/blocks.ts'
import { mention, userText } from '../../kit/text.ts'

type Shown = { text: string; blocks: KnownBlock[] }

/** What whoever took an incident reads: that it is theirs, and what to do with it. */
export function incidentTaken({ team, guardrail }: { team: Team; guardrail: Guardrail }): Shown {
  const text = `You are on ${guardrailName(guardrail, team)}. Everybody sees it on the card; the lead is not asked any more.`
  return {
    text: userText(text, 300),
    blocks: [section(`${userText(text, 300)} When you know what to do, log the decision there.`)],
  }
}

/** What whoever started a drill reads. */
export function drillStarted({ team, guardrail }: { team: Team; guardrail: Guardrail }): Shown {
  const where = mentionOf(guardrail.conversationId ?? team.conversationId)
  const text = `The drill of ${guardrailName(guardrail, team)} is under way`
  return {
    text,
    blocks: [
      section(
        `*${userText(text, 200)}* in ${where}. Its card is marked TEST and has every button a real one has. End it with [End the drill]; left alone it is over in a day.`,
      ),
    ],
  }
}

/** What whoever ended a drill reads. */
export function drillEnded(): Shown {
  const text = 'The drill is over. The path from a breach to your channel, its buttons and its end works.'
  return { text, blocks: [section(text)] }
}

function mentionOf(conversationId: string): string {
  return isPersonId(conversationId) ? mention(conversationId) : `<#${conversationId}>`
}
