import type { ModalView } from '@slack/types'
import { type Guardrail, guardrailName } from '../../../domain/guardrail/guardrail.ts'
import type { Team } from '../../../domain/team.ts'
import { noticeModal } from '../review/narrative-form.ts'

/** What the place of a sent form says: the guardrail's number, and how it is found again. */
export function guardrailSaved({
  team,
  guardrail,
  isNew,
}: {
  team: Team
  guardrail: Guardrail
  isNew: boolean
}): ModalView {
  const name = guardrailName(guardrail, team)
  const text = isNew
    ? `${name} is enabled, and judged now, after each import and every hour. \`/beat guardrail G-${guardrail.number}\` shows it, \`/beat guardrail drill G-${guardrail.number}\` proves that its alerts arrive.`
    : `${name} is changed (version ${guardrail.version}). What was open because of the old rule ends with that reason.`
  return noticeModal(isNew ? 'Enabled' : 'Saved', text)
}
