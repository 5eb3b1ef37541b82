import type { App } from '@slack/bolt'
import { ACTION, VIEW } from '../ids.ts'
import { answerClick, answerSubmission, keepClosed } from '../interactions.ts'
import { chooseTest } from '../listeners/experiment/choose-test.ts'
import { decideNow, decideTest, saveDecision, settleTheProposal } from '../listeners/experiment/decide-experiment.ts'
import { saveColumns } from '../listeners/experiment/read-units.ts'
import { readOurNumbers, saveResult, takeResult } from '../listeners/experiment/take-result.ts'
import { openLearning, saveLearning } from '../listeners/experiment/write-learning.ts'
import { membersOnly } from '../members-only.ts'
import type { Desk } from '../requests.ts'

/** What leads a running test to its learning: results, the decision, the second person, the learning. */
export function registerResults(app: App, desk: Desk): void {
  const clicks = {
    [ACTION.takeResult]: takeResult,
    [ACTION.readNumbers]: readOurNumbers,
    [ACTION.decideTest]: membersOnly(decideTest),
    [ACTION.agreeDecision]: membersOnly(settleTheProposal),
    [ACTION.disagreeDecision]: membersOnly(settleTheProposal),
    [ACTION.writeLearning]: openLearning,
  }
  for (const [id, listener] of Object.entries(clicks)) app.action(id, answerClick(desk, listener))

  app.view(VIEW.testChoice, answerSubmission(desk, chooseTest))
  app.view(VIEW.result, answerSubmission(desk, saveResult))
  app.view(VIEW.reading, answerSubmission(desk, membersOnly(decideNow)))
  app.view(VIEW.columns, answerSubmission(desk, saveColumns))
  app.view(VIEW.decide, answerSubmission(desk, membersOnly(saveDecision)))
  app.view(VIEW.learning, answerSubmission(desk, saveLearning))
  for (const form of [VIEW.result, VIEW.decide, VIEW.learning]) {
    app.view({ callback_id: form, type: 'view_closed' }, keepClosed(desk))
  }
}
