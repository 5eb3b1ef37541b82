import type { App } from '@slack/bolt'
import { ACTION, VIEW } from '../ids.ts'
import { answerClick, answerSubmission, keepClosed } from '../interactions.ts'
import { openRetro, saveRetro } from '../listeners/creative/answer-retro.ts'
import { showCreativesByClick } from '../listeners/creative/show-creatives.ts'
import type { Desk } from '../requests.ts'

/** Everything a person can do about creatives: each id with the listener that answers it. */
export function registerCreatives(app: App, desk: Desk): void {
  app.action(ACTION.showCreatives, answerClick(desk, showCreativesByClick))
  app.action(ACTION.answerRetro, answerClick(desk, openRetro))
  app.view(VIEW.retro, answerSubmission(desk, saveRetro))
  app.view({ callback_id: VIEW.retro, type: 'view_closed' }, keepClosed(desk))
}
