/** How `/beat` is used: the subcommand's word, how it is written, what it does. Help is made of this list. */
export const USAGES = [
  { word: '', usage: '', does: 'what needs you now' },
  { word: 'setup', usage: 'setup', does: 'make a team in this channel, or change it' },
  { word: 'numbers', usage: 'numbers [channel] [period]', does: 'the numbers, only for you' },
  { word: 'why', usage: 'why [metric] [channel] [period]', does: 'why a cost changed, only for you' },
  { word: 'narrative', usage: 'narrative [channel]', does: 'write the narrative of your channel' },
  { word: 'review', usage: 'review', does: 'where the review stands' },
  { word: 'review', usage: 'review now', does: "open the last complete week's review early" },
  { word: 'review', usage: 'review agenda', does: 'see the review as it would be posted' },
  { word: 'review', usage: 'review pause | resume', does: 'stop or restart the weekly rhythm' },
  { word: 'test', usage: 'test new [what to change]', does: 'begin a test: an idea first, its plan when you like' },
  { word: 'test', usage: 'test T-12', does: 'how a test stands, only for you' },
  { word: 'test', usage: 'test settings', does: 'how many tests may run at once, and how ideas are scored' },
  { word: 'test', usage: 'test list [status] [channel] [lever]', does: 'the tests, what waits for somebody first' },
  { word: 'test', usage: 'test mine', does: 'the tests you own' },
  { word: 'test', usage: 'test backlog', does: 'what to test next, by score' },
  { word: 'result', usage: 'result [T-12]', does: 'give a test its numbers, or a file of its units' },
  { word: 'decide', usage: 'decide [T-12]', does: 'decide a test: what its rule says, your verdict, and why' },
  { word: 'test', usage: 'test calibration', does: 'what was expected of tests against what they showed' },
  { word: 'log', usage: 'log [words]', does: 'search everything ever tested, only for you' },
  { word: 'action', usage: 'action new [what @who by Fri]', does: 'note a next step with its owner and its day' },
  { word: 'action', usage: 'action list [mine | done | dropped]', does: "the team's actions, the focus first" },
  { word: 'action', usage: 'action A-7', does: 'one action, and what can be done with it' },
  { word: 'action', usage: 'action done A-7 | drop A-7 [why]', does: 'settle an action' },
  { word: 'schedule', usage: 'schedule', does: 'what happens when, and the next change of clocks' },
  { word: 'help', usage: 'help [word]', does: 'this list' },
] as const

/** A word that follows `/beat`. */
export type Word = (typeof USAGES)[number]['word']
