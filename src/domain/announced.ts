/**
 * Everything the bot says unasked, by kind: what it is called where it is spoken of. Kinds are stored with what was said, so
 * that none is renamed.
 */
export const ANNOUNCED: Readonly<Record<string, string>> = {
  'review-header': 'the first message of the weekly review',
  'review-chart': 'the picture of the weekly review',
  'review-standing': 'the reply "Winning and leaking" of the weekly review',
  'review-missing': 'the note on what is missing in the weekly review',
  'review-movement': 'the reply "What changed" of the weekly review',
  'review-waterfall': 'the picture of what changed in the weekly review',
  'review-alerts': 'the reply "Alerts" of the weekly review',
  'review-tests': 'the reply "Tests" of the weekly review',
  'review-creatives': 'the reply "Creative retro" of the weekly review',
  'review-launches': 'the launches of the weekly review',
  'review-actions': 'the reply "Actions" of the weekly review',
  'review-month': 'the month in the first review after it',
  'review-month-chart': 'the picture of the month in the first review after it',
  'review-restated': 'the note in the weekly review that its numbers were restated',
  'review-narrative': "a channel's reply of the weekly review",
  'review-digest': 'the digest of the weekly review',
  'review-missed': 'the note on a review that did not open',
  'lead-handed': 'the note that somebody leads a review',
  'rhythm-changed': 'the note on the rhythm',
  'absence-told': 'what one person is told who answers for another',
  'person-gone': 'the note that somebody left',
  'rhythm-shifted': 'the note on a review that was moved or skipped',
  'narrative-prompt': 'the question before a review',
  'narrative-reminder': 'the reminder of a review',
  'launch-due': 'the question about a launch',
  'action-told': 'what one person is told of an action',
  'action-overdue': 'what one person is told of their overdue actions',
  'import-preview': 'the preview of an import',
  'import-done': 'the note on an import',
  'source-note': 'the note on a source of numbers',
  'team-ready': 'the note that the team is set up',
  'targets-changed': 'the note on a change of targets',
  'stress-shared': 'a stress test that was shared',
  'incident-card': 'the card of an alert',
  'incident-chart': 'the picture of an alert',
  'incident-note': 'a line in the thread of an alert',
  'incident-decision': 'the decision about an alert',
  'experiment-card': 'the card of a test',
  'experiment-note': 'a note in the thread of a test',
  'experiment-told': 'what one person is told of a test',
  'experiment-reading': 'a result in the thread of a test',
  'experiment-second': 'the question to a second person in the thread of a test',
  'experiment-second-asked': 'the question to a second person about a test',
  'experiment-decision': 'the decision about a test',
  'experiment-unread': 'the note on a test that could not be read from our numbers',
  'experiment-learning': 'the learning in the thread of a test',
  'delivery-question': 'the question about a post',
}

/** What a kind is called; one that only an earlier version knew is just a message. */
export function announcedInWords(kind: string): string {
  return ANNOUNCED[kind] ?? 'a message'
}
