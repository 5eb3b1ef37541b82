import type { App } from '@slack/bolt'
import { ACTION, VIEW } from '../ids.ts'
import { answerClick, answerSubmission } from '../interactions.ts'
import { handOver, openHandOver } from '../listeners/lead/hand-over-review.ts'
import { openReviewRulesByClick, saveReviewRules } from '../listeners/lead/set-review-rules.ts'
import { membersOnly } from '../members-only.ts'
import type { Desk } from '../requests.ts'

/** Who leads a review, and where its digest is seen: each id with the listener that answers it. */
export function registerLead(app: App, desk: Desk): void {
  app.action(ACTION.handOverLead, answerClick(desk, membersOnly(openHandOver)))
  app.action(ACTION.reviewRules, answerClick(desk, membersOnly(openReviewRulesByClick)))
  app.view(VIEW.handOverLead, answerSubmission(desk, membersOnly(handOver)))
  app.view(VIEW.reviewRules, answerSubmission(desk, membersOnly(saveReviewRules)))
}
