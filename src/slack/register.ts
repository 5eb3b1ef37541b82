import type { App } from '@slack/bolt'
import { answerCommand, runFromHome } from './commands.ts'
import { ACTION, COMMAND, SHORTCUT, VIEW } from './ids.ts'
import { answerClick, answerEvent, answerShortcut, answerSubmission, keepClosed } from './interactions.ts'
import { chooseTeam } from './listeners/choose-team.ts'
import {
  answerImport,
  cancelImport,
  confirmTheImport,
  importFromMessage,
  importShared,
  showImport,
} from './listeners/import-numbers.ts'
import { joinConversation } from './listeners/join-conversation.ts'
import { keepTyped } from './listeners/keep-draft.ts'
import { askAgain, showParts } from './listeners/metric/explain-change.ts'
import { showNumbersByClick } from './listeners/metric/show-numbers.ts'
import { openHome } from './listeners/open-home.ts'
import { closeTheReview, openCloseForm } from './listeners/review/close-review.ts'
import { moveTheReview } from './listeners/review/move-review.ts'
import { openReviewNow, previewTheReview, setPauseByClick } from './listeners/review/run-review.ts'
import {
  chooseNarrative,
  openNarrative,
  openNarrativeByShortcut,
  saveTheNarrative,
} from './listeners/review/write-narrative.ts'
import { addChannelRow, openTeamForm, saveTeam } from './listeners/set-up-team.ts'
import { answerDeliveryQuestion } from './listeners/settle-delivery.ts'
import { showHelpByClick } from './listeners/show-help.ts'
import { showMoreTasks } from './listeners/show-mine.ts'
import { membersOnly } from './members-only.ts'
import { rememberChange } from './people.ts'
import { registerAbsences } from './register/register-absence.ts'
import { registerActions } from './register/register-action.ts'
import { registerControls } from './register/register-control.ts'
import { registerCreatives } from './register/register-creative.ts'
import { registerExperiments } from './register/register-experiment.ts'
import { registerGuardrails } from './register/register-guardrail.ts'
import { registerLaunches } from './register/register-launch.ts'
import { registerLead } from './register/register-lead.ts'
import { registerPrompts } from './register/register-prompt.ts'
import { registerResults } from './register/register-results.ts'
import { registerSources } from './register/register-source.ts'
import { registerTargets } from './register/register-targets.ts'
import type { Desk } from './requests.ts'

/** Everything a person can do, on one screen: each id with the listener that answers it. */
export function register(app: App, desk: Desk): void {
  app.command(COMMAND, answerCommand(desk))

  const clicks = {
    [ACTION.writeNarrative]: openNarrative,
    [ACTION.typed]: keepTyped,
    [ACTION.closeReview]: membersOnly(openCloseForm),
    [ACTION.openReviewNow]: membersOnly(openReviewNow),
    [ACTION.previewReview]: previewTheReview,
    [ACTION.moveReview]: runFromHome,
    [ACTION.skipReview]: runFromHome,
    [ACTION.pauseRhythm]: membersOnly(setPauseByClick),
    [ACTION.resumeRhythm]: membersOnly(setPauseByClick),
    [ACTION.confirmImport]: membersOnly(confirmTheImport),
    [ACTION.cancelImport]: membersOnly(cancelImport),
    [ACTION.showImport]: showImport,
    [ACTION.setUp]: membersOnly(openTeamForm),
    [ACTION.addChannel]: addChannelRow,
    [ACTION.showNumbers]: showNumbersByClick,
    [ACTION.showParts]: showParts,
    [ACTION.splitClicks]: askAgain,
    [ACTION.otherBasis]: askAgain,
    [ACTION.showHelp]: showHelpByClick,
    [ACTION.homeMenu]: runFromHome,
    [ACTION.listMore]: runFromHome,
    [ACTION.moreTasks]: showMoreTasks,
    [ACTION.homeTeams]: async () => {},
    [ACTION.itIsThere]: membersOnly(answerDeliveryQuestion),
    [ACTION.postAgain]: membersOnly(answerDeliveryQuestion),
  }
  for (const [id, listener] of Object.entries(clicks)) app.action(id, answerClick(desk, listener))
  app.action(new RegExp(`^${ACTION.answerImport}(:\\d+)?$`), answerClick(desk, membersOnly(answerImport)))
  app.action(new RegExp(`^${ACTION.teamMeant}:\\d+$`), answerClick(desk, runFromHome))
  // A button with a link needs no answer, but Slack wants to hear that it arrived.
  app.action(ACTION.goThere, async ({ ack }) => await ack())

  app.view(VIEW.teamChoice, answerSubmission(desk, chooseTeam))
  app.view(VIEW.narrative, answerSubmission(desk, saveTheNarrative))
  app.view(VIEW.narrativeChoice, answerSubmission(desk, chooseNarrative))
  app.view(VIEW.close, answerSubmission(desk, membersOnly(closeTheReview)))
  app.view(VIEW.moveReview, answerSubmission(desk, membersOnly(moveTheReview)))
  app.view(VIEW.team, answerSubmission(desk, membersOnly(saveTeam)))
  for (const form of [VIEW.narrative, VIEW.close, VIEW.team]) {
    app.view({ callback_id: form, type: 'view_closed' }, keepClosed(desk))
  }

  app.shortcut(SHORTCUT.writeNarrative, answerShortcut(desk, openNarrativeByShortcut))
  app.shortcut(SHORTCUT.setUp, answerShortcut(desk, membersOnly(openTeamForm)))
  app.shortcut(SHORTCUT.importNumbers, answerShortcut(desk, importFromMessage))

  registerControls(app, desk)
  registerCreatives(app, desk)
  registerExperiments(app, desk)
  registerResults(app, desk)
  registerSources(app, desk)
  registerActions(app, desk)
  registerAbsences(app, desk)
  registerGuardrails(app, desk)
  registerTargets(app, desk)
  registerLaunches(app, desk)
  registerPrompts(app, desk)
  registerLead(app, desk)

  app.event('app_home_opened', answerEvent(desk, openHome))
  app.event('file_shared', answerEvent(desk, importShared))
  app.event('member_joined_channel', answerEvent(desk, joinConversation))
  app.event('channel_unarchive', answerEvent(desk, joinConversation))
  app.event('group_unarchive', answerEvent(desk, joinConversation))
  app.event('user_change', answerEvent(desk, rememberChange))
}
