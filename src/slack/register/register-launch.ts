import type { App } from '@slack/bolt'
import { ACTION, VIEW } from '../ids.ts'
import { answerClick, answerSubmission, keepClosed } from '../interactions.ts'
import { openLaunchPlan, saveLaunchPlan } from '../listeners/launch/plan-launch.ts'
import { listLaunchesByClick } from '../listeners/launch/run-launch.ts'
import { askWhyDropped, dropTheLaunch, sayLive } from '../listeners/launch/settle-launch.ts'
import { membersOnly } from '../members-only.ts'
import type { Desk } from '../requests.ts'

/** Everything a person can do about a launch: each id with the listener that answers it. */
export function registerLaunches(app: App, desk: Desk): void {
  app.action(ACTION.planLaunch, answerClick(desk, membersOnly(openLaunchPlan)))
  app.action(ACTION.launchLive, answerClick(desk, membersOnly(sayLive)))
  app.action(ACTION.launchDrop, answerClick(desk, membersOnly(askWhyDropped)))
  app.action(ACTION.listLaunches, answerClick(desk, listLaunchesByClick))
  app.view(VIEW.launchPlan, answerSubmission(desk, membersOnly(saveLaunchPlan)))
  app.view(VIEW.launchDrop, answerSubmission(desk, membersOnly(dropTheLaunch)))
  app.view({ callback_id: VIEW.launchPlan, type: 'view_closed' }, keepClosed(desk))
}
