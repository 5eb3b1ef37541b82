import type { App } from '@slack/bolt'
import { ACTION, SHORTCUT, VIEW } from '../ids.ts'
import { answerClick, answerShortcut, answerSubmission, keepClosed } from '../interactions.ts'
import { listActionsByClick } from '../listeners/action/run-action.ts'
import {
  changeActionByClick,
  makeThisAnAction,
  newActionByClick,
  saveTheAction,
} from '../listeners/action/save-action.ts'
import {
  doneByClick,
  dropTheAction,
  handTheActionOver,
  moreOfAction,
  openDrop,
  openHandOver,
  reopenByClick,
} from '../listeners/action/settle-action.ts'
import type { Desk } from '../requests.ts'

/** Everything a person can do about an action: each id with the listener that answers it. */
export function registerActions(app: App, desk: Desk): void {
  const clicks = {
    [ACTION.newAction]: newActionByClick,
    [ACTION.doneAction]: doneByClick,
    [ACTION.dropAction]: openDrop,
    [ACTION.changeAction]: changeActionByClick,
    [ACTION.handOverAction]: openHandOver,
    [ACTION.reopenAction]: reopenByClick,
    [ACTION.moreOfAction]: moreOfAction,
    [ACTION.listActions]: listActionsByClick,
  }
  for (const [id, listener] of Object.entries(clicks)) app.action(id, answerClick(desk, listener))

  app.view(VIEW.action, answerSubmission(desk, saveTheAction))
  app.view(VIEW.dropAction, answerSubmission(desk, dropTheAction))
  app.view(VIEW.handOver, answerSubmission(desk, handTheActionOver))
  app.view({ callback_id: VIEW.action, type: 'view_closed' }, keepClosed(desk))

  app.shortcut(SHORTCUT.makeAction, answerShortcut(desk, makeThisAnAction))
}
