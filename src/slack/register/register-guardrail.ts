import type { App } from '@slack/bolt'
import { ACTION, VIEW } from '../ids.ts'
import { answerClick, answerSubmission, keepClosed } from '../interactions.ts'
import {
  openAssign,
  openIncidentDecision,
  openIncidentExpected,
  openSnooze,
  saveAssign,
  saveIncidentDecision,
  saveSnooze,
  takeByClick,
} from '../listeners/guardrail/act-on-incident.ts'
import {
  guardrailTyped,
  newGuardrailByClick,
  openAdvanced,
  saveGuardrail,
} from '../listeners/guardrail/define-guardrail.ts'
import { moreOfGuardrail } from '../listeners/guardrail/move-guardrail.ts'
import { offerStartersByClick, saveStarters } from '../listeners/guardrail/offer-starters.ts'
import { endDrillByClick } from '../listeners/guardrail/run-guardrail.ts'
import { membersOnly } from '../members-only.ts'
import type { Desk } from '../requests.ts'

/** What a person can do about an alert, and about the guardrails behind them. */
export function registerGuardrails(app: App, desk: Desk): void {
  const clicks = {
    [ACTION.takeIncident]: takeByClick,
    [ACTION.snoozeIncident]: openSnooze,
    [ACTION.assignIncident]: openAssign,
    [ACTION.decideIncident]: openIncidentDecision,
    [ACTION.expectIncident]: openIncidentExpected,
    [ACTION.endDrill]: endDrillByClick,
    [ACTION.newGuardrail]: newGuardrailByClick,
    [ACTION.guardrailTyped]: guardrailTyped,
    [ACTION.guardrailAdvanced]: openAdvanced,
    [ACTION.offerStarters]: offerStartersByClick,
  }
  for (const [id, listener] of Object.entries(clicks)) app.action(id, answerClick(desk, membersOnly(listener)))

  app.action(ACTION.moreOfGuardrail, answerClick(desk, moreOfGuardrail))

  app.view(VIEW.guardrail, answerSubmission(desk, membersOnly(saveGuardrail)))
  app.view(VIEW.starters, answerSubmission(desk, membersOnly(saveStarters)))
  app.view({ callback_id: VIEW.guardrail, type: 'view_closed' }, keepClosed(desk))
  app.view(VIEW.snoozeIncident, answerSubmission(desk, membersOnly(saveSnooze)))
  app.view(VIEW.assignIncident, answerSubmission(desk, membersOnly(saveAssign)))
  app.view(VIEW.decideIncident, answerSubmission(desk, membersOnly(saveIncidentDecision)))
  app.view({ callback_id: VIEW.decideIncident, type: 'view_closed' }, keepClosed(desk))
}
