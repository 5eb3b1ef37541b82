import {
  ACTION_FORM,
  AMEND_FORM,
  CLOSE_FORM,
  DECIDE_FORM,
  ECONOMICS_FORM,
  GUARDRAIL_FORM,
  IDEA_FORM,
  INCIDENT_DECISION_FORM,
  LAUNCH_FORM,
  LAUNCH_PLAN_FORM,
  LEARNING_FORM,
  LINK_FORM,
  NARRATIVE_FORM,
  OVERLAP_FORM,
  PLAN_FORM,
  RESULT_FORM,
  RETRO_FORM,
  TARGET_FORM,
  TEAM_FORM,
} from '../../flows/keep-draft.ts'
import { aheadSubject } from '../../flows/prompt/answer-prompt.ts'
import { narrativeSubject } from '../../flows/review/write-narrative.ts'
import { VIEW } from '../ids.ts'
import type { Value } from '../kit/values.ts'

/** A draft that a form's content makes: under which form and subject it is kept, and what was typed. */
export type FormDraft = { form: string; subject: string; values: Record<string, string> }

// These forms say in their metadata under which subject their draft is kept.
const NAMED_FORMS: Readonly<Record<string, string>> = {
  [VIEW.idea]: IDEA_FORM,
  [VIEW.plan]: PLAN_FORM,
  [VIEW.launch]: LAUNCH_FORM,
  [VIEW.amend]: AMEND_FORM,
  [VIEW.result]: RESULT_FORM,
  [VIEW.decide]: DECIDE_FORM,
  [VIEW.learning]: LEARNING_FORM,
  [VIEW.guardrail]: GUARDRAIL_FORM,
  [VIEW.action]: ACTION_FORM,
  [VIEW.target]: TARGET_FORM,
  [VIEW.link]: LINK_FORM,
  [VIEW.overlap]: OVERLAP_FORM,
  [VIEW.launchPlan]: LAUNCH_PLAN_FORM,
  [VIEW.decideIncident]: INCIDENT_DECISION_FORM,
}

type About = {
  reviewId?: string
  week?: string
  channelId?: string
  conversationId?: string
  teamId?: string
  draft?: string
}

/** Reads the draft out of a form by its id and metadata; null for forms that keep none. */
export function draftOf(callbackId: string, metadata: string, values: Record<string, Value>): FormDraft | null {
  const about: About = metadata === '' ? {} : JSON.parse(metadata)
  const typed = typedOf(values)
  const form = NAMED_FORMS[callbackId]
  if (form !== undefined) return { form, subject: about.draft ?? '', values: typed }
  switch (callbackId) {
    case VIEW.narrative:
      return {
        form: NARRATIVE_FORM,
        subject: narrativeSubject(about.reviewId ?? '', about.channelId ?? ''),
        values: typed,
      }
    case VIEW.narrativeAhead:
      return { form: NARRATIVE_FORM, subject: aheadSubject(about.week ?? '', about.channelId ?? ''), values: typed }
    case VIEW.retro:
      return { form: RETRO_FORM, subject: about.reviewId ?? '', values: typed }
    case VIEW.close:
      return { form: CLOSE_FORM, subject: about.reviewId ?? '', values: typed }
    case VIEW.economics:
      return { form: ECONOMICS_FORM, subject: about.teamId ?? '', values: typed }
    case VIEW.team:
      return { form: TEAM_FORM, subject: about.conversationId ?? '', values: typed }
    default:
      return null
  }
}

/** Whether a form holds something else than it was opened with: one that was only looked at leaves no draft. */
export function isTouched(blocks: readonly object[], typed: Readonly<Record<string, string>>): boolean {
  return blocks.some((block) => {
    const { block_id: id = '', element } = block as { block_id?: string; element?: object }
    return element !== undefined && (typed[id] ?? '') !== initialOf(element)
  })
}

const INITIALS = ['initial_value', 'initial_user', 'initial_conversation', 'initial_date', 'initial_time']

function initialOf(element: object): string {
  const { initial_option: option, ...rest } = element as Record<string, unknown>
  const { value } = (option ?? {}) as { value?: unknown }
  const initial = [value, ...INITIALS.map((name) => rest[name])].find((each) => typeof each === 'string')
  return typeof initial === 'string' ? initial : ''
}

/** What was typed or chosen, as texts; what is empty is left out. */
export function typedOf(values: Record<string, Value>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([id, value]) => (typeof value === 'string' ? [[id, value]] : [])),
  )
}
