// Every id that travels with a message. Ids never change meaning: old messages keep the ids they were posted with.

/** Buttons and other elements of messages, modals and the home. */
export const ACTION = {
  writeNarrative: 'narrative_write',
  typed: 'form_typed',
  closeReview: 'review_close',
  openReviewNow: 'review_now',
  previewReview: 'review_preview',
  pauseRhythm: 'rhythm_pause',
  resumeRhythm: 'rhythm_resume',
  confirmImport: 'import_confirm',
  cancelImport: 'import_cancel',
  answerImport: 'import_answer',
  showImport: 'import_show',
  setUp: 'team_setup',
  addChannel: 'team_add_channel',
  showNumbers: 'numbers_show',
  showHelp: 'help_show',
  itIsThere: 'delivery_there',
  postAgain: 'delivery_again',
  goThere: 'link',
} as const

/** Modals that can be sent. */
export const VIEW = {
  narrative: 'narrative_form',
  narrativeChoice: 'narrative_choice',
  close: 'close_form',
  team: 'team_form',
  waiting: 'waiting',
} as const

/** Shortcuts, as the manifest names them. */
export const SHORTCUT = {
  writeNarrative: 'narrative_shortcut',
  setUp: 'setup_shortcut',
  importNumbers: 'import_shortcut',
} as const

/** The one slash command. */
export const COMMAND = '/beat'
