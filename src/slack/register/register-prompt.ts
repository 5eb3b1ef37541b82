import type { App } from '@slack/bolt'
import { ACTION, VIEW } from '../ids.ts'
import { answerClick, answerSubmission, keepClosed } from '../interactions.ts'
import { openAhead, passTheWeek, saveAheadNarrative } from '../listeners/prompt/answer-prompt.ts'
import { openRemindersByClick, saveReminders } from '../listeners/prompt/set-reminders.ts'
import { membersOnly } from '../members-only.ts'
import type { Desk } from '../requests.ts'

/** How owners are asked for their narratives, and how they answer: each id with the listener that answers it. */
export function registerPrompts(app: App, desk: Desk): void {
  app.action(ACTION.writeAhead, answerClick(desk, openAhead))
  app.action(ACTION.passWeek, answerClick(desk, passTheWeek))
  app.action(ACTION.setReminders, answerClick(desk, membersOnly(openRemindersByClick)))
  app.view(VIEW.narrativeAhead, answerSubmission(desk, saveAheadNarrative))
  app.view(VIEW.reminders, answerSubmission(desk, membersOnly(saveReminders)))
  app.view({ callback_id: VIEW.narrativeAhead, type: 'view_closed' }, keepClosed(desk))
}
