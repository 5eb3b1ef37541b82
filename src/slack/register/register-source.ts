import type { App } from '@slack/bolt'
import { ACTION, VIEW } from '../ids.ts'
import { answerClick, answerSubmission } from '../interactions.ts'
import {
  answerSourceByClick,
  moveSourceByClick,
  newSourceByClick,
  saveSource,
  showSourcesByClick,
} from '../listeners/source/run-sources.ts'
import { membersOnly } from '../members-only.ts'
import type { Desk } from '../requests.ts'

/** Everything a person can do about sources: each id with the listener that answers it. */
export function registerSources(app: App, desk: Desk): void {
  const clicks = {
    [ACTION.showSources]: showSourcesByClick,
    [ACTION.newSource]: newSourceByClick,
    [ACTION.runSource]: moveSourceByClick,
    [ACTION.pauseSource]: moveSourceByClick,
    [ACTION.resumeSource]: moveSourceByClick,
    [ACTION.revokeSource]: moveSourceByClick,
  }
  for (const [id, listener] of Object.entries(clicks)) app.action(id, answerClick(desk, membersOnly(listener)))
  app.action(new RegExp(`^${ACTION.answerSource}:\\d+$`), answerClick(desk, membersOnly(answerSourceByClick)))
  app.view(VIEW.newSource, answerSubmission(desk, membersOnly(saveSource)))
}
