import type { App } from '@slack/bolt'
import { ACTION, VIEW } from '../ids.ts'
import { answerClick, answerSubmission } from '../interactions.ts'
import { awayByClick, backByClick, saveTheAbsence } from '../listeners/absence/set-absence.ts'
import { openHolidaysByClick, saveHolidays } from '../listeners/absence/set-holidays.ts'
import { membersOnly } from '../members-only.ts'
import type { Desk } from '../requests.ts'

/** Everything a person can do about who is away and which days are holidays. */
export function registerAbsences(app: App, desk: Desk): void {
  app.action(ACTION.setAway, answerClick(desk, awayByClick))
  app.action(ACTION.comeBack, answerClick(desk, backByClick))
  app.action(ACTION.setHolidays, answerClick(desk, membersOnly(openHolidaysByClick)))
  app.view(VIEW.absence, answerSubmission(desk, saveTheAbsence))
  app.view(VIEW.holidays, answerSubmission(desk, membersOnly(saveHolidays)))
}
