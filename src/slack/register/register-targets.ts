import type { App } from '@slack/bolt'
import { ACTION, VIEW } from '../ids.ts'
import { answerClick, answerSubmission, keepClosed } from '../interactions.ts'
import { openEconomics, saveEconomics } from '../listeners/metric/set-economics.ts'
import { openTarget, saveTarget, targetChosen, targetsByClick } from '../listeners/metric/set-target.ts'
import { definitionsByClick, rulesByClick } from '../listeners/metric/show-definitions.ts'
import { membersOnly } from '../members-only.ts'
import type { Desk } from '../requests.ts'

/** What numbers are held against and made of: targets, economics, definitions, the rules of channels. */
export function registerTargets(app: App, desk: Desk): void {
  const clicks = {
    [ACTION.showTargets]: targetsByClick,
    [ACTION.setTarget]: membersOnly(openTarget),
    [ACTION.targetChosen]: targetChosen,
    [ACTION.setEconomics]: membersOnly(openEconomics),
    [ACTION.showDefinitions]: definitionsByClick,
    [ACTION.showRules]: rulesByClick,
  }
  for (const [id, listener] of Object.entries(clicks)) app.action(id, answerClick(desk, listener))

  app.view(VIEW.target, answerSubmission(desk, membersOnly(saveTarget)))
  app.view(VIEW.economics, answerSubmission(desk, membersOnly(saveEconomics)))
  for (const form of [VIEW.target, VIEW.economics]) {
    app.view({ callback_id: form, type: 'view_closed' }, keepClosed(desk))
  }
}
