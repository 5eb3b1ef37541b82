import type { App } from '@slack/bolt'
import { ACTION, SHORTCUT, VIEW } from './ids.ts'
import { answerClick, answerShortcut, answerSubmission, keepClosed } from './interactions.ts'
import { listTestsByClick, showBacklogByClick } from './listeners/experiment/list-experiments.ts'
import {
  ideaTyped,
  makeThisATest,
  newTestByClick,
  newTestByShortcut,
  saveIdea,
} from './listeners/experiment/log-experiment.ts'
import { openPlan, planTyped, savePlan } from './listeners/experiment/plan-experiment.ts'
import { moreOfTest } from './listeners/experiment/run-test.ts'
import { searchLogByClick } from './listeners/experiment/search-experiments.ts'
import { tryElsewhere } from './listeners/experiment/try-elsewhere.ts'
import type { Desk } from './requests.ts'

/** Everything a person can do about a test: each id with the listener that answers it. */
export function registerExperiments(app: App, desk: Desk): void {
  const clicks = {
    [ACTION.newTest]: newTestByClick,
    [ACTION.ideaTyped]: ideaTyped,
    [ACTION.planTest]: openPlan,
    [ACTION.planTyped]: planTyped,
    [ACTION.moreOfTest]: moreOfTest,
    [ACTION.searchLog]: searchLogByClick,
    [ACTION.listTests]: listTestsByClick,
    [ACTION.showBacklog]: showBacklogByClick,
    [ACTION.tryElsewhere]: tryElsewhere,
  }
  for (const [id, listener] of Object.entries(clicks)) app.action(id, answerClick(desk, listener))

  app.view(VIEW.idea, answerSubmission(desk, saveIdea))
  app.view(VIEW.plan, answerSubmission(desk, savePlan))
  for (const form of [VIEW.idea, VIEW.plan]) app.view({ callback_id: form, type: 'view_closed' }, keepClosed(desk))

  app.shortcut(SHORTCUT.newTest, answerShortcut(desk, newTestByShortcut))
  app.shortcut(SHORTCUT.makeTest, answerShortcut(desk, makeThisATest))
}
