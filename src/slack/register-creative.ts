import type { App } from '@slack/bolt'
import { ACTION } from './ids.ts'
import { answerClick } from './interactions.ts'
import { showCreativesByClick } from './listeners/creative/show-creatives.ts'
import type { Desk } from './requests.ts'

/** Everything a person can do about creatives: each id with the listener that answers it. */
export function registerCreatives(app: App, desk: Desk): void {
  app.action(ACTION.showCreatives, answerClick(desk, showCreativesByClick))
}
