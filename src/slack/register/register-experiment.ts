import type { App } from '@slack/bolt'
import { ACTION, SHORTCUT, VIEW } from '../ids.ts'
import { answerClick, answerShortcut, answerSubmission, keepClosed } from '../interactions.ts'
import { saveAmendment } from '../listeners/experiment/amend-experiment.ts'
import { handTheTestOver } from '../listeners/experiment/hand-over-test.ts'
import { answerBudget, launchTheTest, openLaunch } from '../listeners/experiment/launch-experiment.ts'
import { listTestsByClick, showBacklogByClick } from '../listeners/experiment/list-experiments.ts'
import {
  ideaTyped,
  makeThisATest,
  newTestByClick,
  newTestByShortcut,
  saveIdea,
} from '../listeners/experiment/log-experiment.ts'
import { moveByClick, moveWithReason } from '../listeners/experiment/move-experiment.ts'
import { openPlan, planTyped, savePlan } from '../listeners/experiment/plan-experiment.ts'
import { moreOfTest, showTestByClick } from '../listeners/experiment/run-test.ts'
import { openScore, saveScore } from '../listeners/experiment/score-experiment.ts'
import { searchLogByClick } from '../listeners/experiment/search-experiments.ts'
import { openTestSettingsByClick, saveTestSettings } from '../listeners/experiment/set-test-rules.ts'
import { tryElsewhere } from '../listeners/experiment/try-elsewhere.ts'
import { membersOnly } from '../members-only.ts'
import type { Desk } from '../requests.ts'

/** Everything a person can do about a test: each id with the listener that answers it. */
export function registerExperiments(app: App, desk: Desk): void {
  const clicks = {
    [ACTION.newTest]: newTestByClick,
    [ACTION.ideaTyped]: ideaTyped,
    [ACTION.planTest]: openPlan,
    [ACTION.planTyped]: planTyped,
    [ACTION.scoreTest]: openScore,
    [ACTION.launchTest]: membersOnly(openLaunch),
    [ACTION.approveBudget]: membersOnly(answerBudget),
    [ACTION.declineBudget]: membersOnly(answerBudget),
    [ACTION.unscheduleTest]: membersOnly(moveByClick),
    [ACTION.pauseTest]: membersOnly(moveByClick),
    [ACTION.resumeTest]: membersOnly(moveByClick),
    [ACTION.testSettings]: membersOnly(openTestSettingsByClick),
    [ACTION.moreOfTest]: moreOfTest,
    [ACTION.showTest]: showTestByClick,
    [ACTION.searchLog]: searchLogByClick,
    [ACTION.moreAlerts]: searchLogByClick,
    [ACTION.listTests]: listTestsByClick,
    [ACTION.showBacklog]: showBacklogByClick,
    [ACTION.tryElsewhere]: tryElsewhere,
  }
  for (const [id, listener] of Object.entries(clicks)) app.action(id, answerClick(desk, listener))

  const submissions = {
    [VIEW.idea]: saveIdea,
    [VIEW.plan]: savePlan,
    [VIEW.score]: saveScore,
    [VIEW.launch]: membersOnly(launchTheTest),
    [VIEW.moveTest]: membersOnly(moveWithReason),
    [VIEW.handTestOver]: membersOnly(handTheTestOver),
    [VIEW.amend]: membersOnly(saveAmendment),
    [VIEW.testSettings]: membersOnly(saveTestSettings),
  }
  for (const [id, listener] of Object.entries(submissions)) app.view(id, answerSubmission(desk, listener))
  for (const form of [VIEW.idea, VIEW.plan, VIEW.launch, VIEW.amend]) {
    app.view({ callback_id: form, type: 'view_closed' }, keepClosed(desk))
  }

  app.shortcut(SHORTCUT.newTest, answerShortcut(desk, newTestByShortcut))
  app.shortcut(SHORTCUT.makeTest, answerShortcut(desk, makeThisATest))
}
