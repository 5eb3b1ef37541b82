import { isDue, type Known, proposalOf } from '../../../domain/experiment/due.ts'
import { type Experiment, isPlanned } from '../../../domain/experiment/experiment.ts'
import { verdictDayOf } from '../../../domain/experiment/progress.ts'
import type { Team } from '../../../domain/team.ts'
import { dayInWords } from '../../../domain/week.ts'
import { formatMoney } from '../../../lib/format.ts'
import { mention } from '../../kit/text.ts'

/** What comes next for a test, and by whom. */
export function nextStep(standing: { experiment: Experiment; team: Team } & Known): string {
  const { experiment, team } = standing
  const { state, design, startsOn, endsOn, stoppedOn } = experiment
  const owner = mention(experiment.ownerUserId)
  const proposal = proposalOf(experiment, standing)
  if (proposal) return `It waits for a second person: ${mention(proposal.madeBy)} has proposed a decision.`
  if (isDue(experiment, standing))
    return `${owner} decides now${state === 'decision_due' ? '' : ': its rule has spoken'}.`
  switch (state) {
    case 'idea':
      return 'Next: plan how it will be judged, with [Plan].'
    case 'ready':
      return 'Next: [Launch]. Slots, audiences, creatives, tracking and budget are checked before it starts.'
    case 'pending_approval': {
      const lead = team.leadUserId ? mention(team.leadUserId) : 'The lead'
      return `${lead} decides about ${formatMoney(design?.budget ?? 0, team.currency)} for it.`
    }
    case 'scheduled':
      return `Starts by itself on ${words(startsOn)}, once everything has been checked again.`
    case 'running':
      return `Runs from ${words(startsOn)} through ${words(endsOn)}.`
    case 'paused':
      return 'Paused. Its window moves by the days it rests.'
    case 'maturing':
      return `Spending stopped on ${words(stoppedOn)}. Its last conversions can still arrive; its decision falls due on ${words(isPlanned(experiment) ? verdictDayOf(experiment) : null)}.`
    case 'decision_due':
      return `${owner} decides now.`
    case 'decided':
    case 'invalid':
      return `Next: ${owner} writes down what it taught.`
    case 'closed':
      return 'Closed.'
    case 'abandoned':
      return 'Abandoned. To try it after all, make a new test.'
  }
}

function words(day: string | null): string {
  return day === null ? 'a day to come' : dayInWords(day)
}
