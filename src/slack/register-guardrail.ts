import type { App } from '@slack/bolt'
import { ACTION, VIEW } from './ids.ts'
import { answerClick, answerSubmission, keepClosed } from './interactions.ts'
import {
  openAssign,
  openIncidentDecision,
  openSnooze,
  saveAssign,
  saveIncidentDecision,
  saveSnooze,
  takeByClick,
} from './listeners/guardrail/act-on-incident.ts'
import { endDrillByClick } from './listeners/guardrail/run-guardrail.ts'
import { membersOnly } from './members-only.ts'
import type { Desk } from './requests.ts'

/** What a person can do about an alert. */
export function registerGuardrails(app: App, desk: Desk): void {
  const clicks = {
    [ACTION.takeIncident]: takeByClick,
    [ACTION.snoozeIncident]: openSnooze,
    [ACTION.assignIncident]: openAssign,
    [ACTION.decideIncident]: openIncidentDecision,
    [ACTION.endDrill]: endDrillByClick,
  }
  for (const [id, listener] of Object.entries(clicks)) app.action(id, answerClick(desk, membersOnly(listener)))

  app.view(VIEW.snoozeIncident, answerSubmission(desk, membersOnly(saveSnooze)))
  app.view(VIEW.assignIncident, answerSubmission(desk, membersOnly(saveAssign)))
  app.view(VIEW.decideIncident, answerSubmission(desk, membersOnly(saveIncidentDecision)))
  app.view({ callback_id: VIEW.decideIncident, type: 'view_closed' }, keepClosed(desk))
}
