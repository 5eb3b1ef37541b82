import type { App } from '@slack/bolt'
import { ACTION, VIEW } from '../ids.ts'
import { answerClick, answerSubmission, keepClosed } from '../interactions.ts'
import { buildLinkByClick, linkTyped, saveLink } from '../listeners/control/check-link.ts'
import { openOverlap, saveOverlap } from '../listeners/control/measure-overlap.ts'
import { askStress, openStress, shareStress, stressIncident } from '../listeners/control/stress-plan.ts'
import { membersOnly } from '../members-only.ts'
import type { Desk } from '../requests.ts'

/** Everything a person can do with the controls: each id with the listener that answers it. */
export function registerControls(app: App, desk: Desk): void {
  app.action(ACTION.buildLink, answerClick(desk, buildLinkByClick))
  app.action(ACTION.linkTyped, answerClick(desk, linkTyped))
  app.action(ACTION.measureOverlap, answerClick(desk, membersOnly(openOverlap)))
  app.action(ACTION.stressTest, answerClick(desk, openStress))
  app.action(ACTION.stressIncident, answerClick(desk, stressIncident))
  app.action(ACTION.shareStress, answerClick(desk, membersOnly(shareStress)))
  app.view(VIEW.link, answerSubmission(desk, saveLink))
  app.view(VIEW.overlap, answerSubmission(desk, membersOnly(saveOverlap)))
  app.view(VIEW.stress, answerSubmission(desk, askStress))
  for (const form of [VIEW.link, VIEW.overlap]) app.view({ callback_id: form, type: 'view_closed' }, keepClosed(desk))
}
