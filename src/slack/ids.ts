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
  showCreatives: 'creatives_show',
  showHelp: 'help_show',
  itIsThere: 'delivery_there',
  postAgain: 'delivery_again',
  goThere: 'link',
  newTest: 'experiment_new',
  ideaTyped: 'experiment_idea_typed',
  editIdea: 'experiment_edit_idea',
  planTest: 'experiment_plan',
  planTyped: 'experiment_plan_typed',
  scoreTest: 'experiment_score',
  launchTest: 'experiment_launch',
  approveBudget: 'experiment_approve',
  declineBudget: 'experiment_decline',
  unscheduleTest: 'experiment_unschedule',
  pauseTest: 'experiment_pause',
  resumeTest: 'experiment_resume',
  amendTest: 'experiment_amend',
  moreOfTest: 'experiment_more',
  takeResult: 'experiment_result',
  decideTest: 'experiment_decide',
  writeLearning: 'experiment_learn',
  agreeDecision: 'experiment_agree',
  disagreeDecision: 'experiment_disagree',
  readNumbers: 'experiment_read_numbers',
  tryElsewhere: 'experiment_try',
  testSettings: 'experiment_settings',
  searchLog: 'experiment_log_more',
  listTests: 'experiment_list',
  showBacklog: 'experiment_backlog',
} as const

/** Modals that can be sent. */
export const VIEW = {
  narrative: 'narrative_form',
  narrativeChoice: 'narrative_choice',
  close: 'close_form',
  team: 'team_form',
  waiting: 'waiting',
  idea: 'experiment_idea_form',
  plan: 'experiment_plan_form',
  score: 'experiment_score_form',
  launch: 'experiment_launch_form',
  amend: 'experiment_amend_form',
  moveTest: 'experiment_move_form',
  testSettings: 'experiment_settings_form',
  testChoice: 'experiment_choice',
  result: 'experiment_result_form',
  reading: 'experiment_reading',
  columns: 'experiment_columns_form',
  decide: 'experiment_decide_form',
  learning: 'experiment_learning_form',
} as const

/** Shortcuts, as the manifest names them. */
export const SHORTCUT = {
  writeNarrative: 'narrative_shortcut',
  setUp: 'setup_shortcut',
  importNumbers: 'import_shortcut',
  newTest: 'experiment_shortcut',
  makeTest: 'experiment_message_shortcut',
} as const

/** The one slash command. */
export const COMMAND = '/beat'
