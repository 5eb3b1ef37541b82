import { testName } from '../../domain/experiment/experiment.ts'
import { changesInWords } from '../../domain/guardrail/change-words.ts'
import type { Guardrail } from '../../domain/guardrail/guardrail.ts'
import type { Incident } from '../../domain/guardrail/incident.ts'
import { launchName } from '../../domain/launch.ts'
import { instantOf } from '../../domain/rhythm.ts'
import { isPersonId } from '../../domain/team.ts'
import { dayInWords, localDay, shiftDay } from '../../domain/week.ts'
import { listAudits } from '../../store/audits.ts'
import { listExperiments } from '../../store/experiment/experiments.ts'
import { readChannelsOfCampaigns } from '../../store/fact/complete-days.ts'
import { listLaunches } from '../../store/launches.ts'
import type { TeamContext } from '../context.ts'

/** What happened so many days before a breach is looked at. */
const LOOKED_BACK = 14
const MOST = 6
const CHANGES = ['team changed', 'budget approved', 'target changed', 'settings of numbers changed', 'source answered']
/** What a customer is worth moves how soon one pays for itself, and nothing else that is watched. */
const CHANGES_OF_PAYBACK = [...CHANGES, 'economics changed']

/** What runs in the scope of an incident, and what was changed there around its beginning: one line each. */
export async function readAround(ctx: TeamContext, guardrail: Guardrail, incident: Incident): Promise<string[]> {
  const { db, team } = ctx
  const { scope, kind } = guardrail
  const kinds = kind === 'payback' ? CHANGES_OF_PAYBACK : CHANGES
  const since = shiftDay(incident.since, -LOOKED_BACK)
  const until = incident.resolvedOn ?? localDay(ctx.now, team.zone)
  const own = await channelOfScope(ctx, scope)
  const isInside = (channelId: string | null) => own === null || channelId === null || channelId === own
  const [running, launches, changes] = await Promise.all([
    listExperiments(db.prisma, team, { states: ['running', 'maturing'] }),
    listLaunches(db.prisma, team, since),
    listAudits(db.prisma, team, kinds, instantOf(since, '00:00', team.zone)),
  ])
  const tests = running
    .filter(({ channelId, startsOn }) => isInside(channelId) && startsOn !== null && startsOn <= until)
    .map((test) => `${testName(test)} ${test.title} running since ${dayInWords(test.startsOn ?? since)}`)
  const live = launches
    .filter(({ state, channelId, day }) => state === 'live' && isInside(channelId) && day >= since && day <= until)
    .map((launch) => `${launchName(launch)} ${launch.title} live since ${dayInWords(launch.day)}`)
  // The latest ones first: they are the likelier cause.
  const changed = changes.toReversed().flatMap((change) => {
    const { actor, at } = change
    const when = `${dayInWords(localDay(at, team.zone))} (${isPersonId(actor) ? `<@${actor}>` : actor})`
    return changesInWords(change, own, team.currency).map((what) => `${what}, ${when}`)
  })
  return [...tests, ...live, ...changed].slice(0, MOST)
}

/** The channel that a scope is or belongs to; null for the whole team, and for a campaign that no channel has. */
async function channelOfScope({ db, team }: TeamContext, scope: Guardrail['scope']): Promise<string | null> {
  if (scope.level === 'team') return null
  if (scope.level === 'channel') return scope.channelId
  return (await readChannelsOfCampaigns(db, team, [scope.campaign])).get(scope.campaign) ?? null
}
