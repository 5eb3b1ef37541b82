import { armFromDays, stagesCounted, withCounts } from '../../domain/experiment/arm-numbers.ts'
import { type Planned, testName } from '../../domain/experiment/experiment.ts'
import { lastDayOf } from '../../domain/experiment/progress.ts'
import type { ArmNumbers } from '../../domain/experiment/reading.ts'
import type { CrmStage } from '../../domain/metric/crm-reach.ts'
import { resultsOf } from '../../domain/metric/metric.ts'
import { Conflict } from '../../lib/errors.ts'
import { type ArmsFound, readArmDays } from '../../store/experiment/arm-sums.ts'
import { readCrmArms } from '../../store/experiment/crm-arm-sums.ts'
import { readFreshness } from '../../store/fact/weekly-sums.ts'
import type { TeamContext } from '../context.ts'
import { readCrmBehind } from '../read-crm-behind.ts'

/** What the team's own numbers say of each arm, and the last day that every source they come from has reported. */
export type CountedArms = { arms: ArmNumbers[]; reportedThrough: string }

type Started = Planned & { startsOn: string }

/** Counts the arms of a running test from its start through a day; the sentence says why they cannot be told apart, or found. */
export async function countArms(ctx: TeamContext, experiment: Started, through: string): Promise<CountedArms> {
  const { db, team } = ctx
  const { design, startsOn } = experiment
  const end = lastDayOf(experiment)
  const window = [startsOn, end !== null && end < through ? end : through] as const
  const stages = stagesCounted(design)
  const isOfCrm = stagesCounted(design, 'primary').length > 0
  const ofAll = isOfCrm ? null : await readArmDays(db, team, design.arms, window)
  const ofCampaigns = stages.length > 0 ? await readArmDays(db, team, design.arms, window, 'campaign') : null
  const crm = ofCampaigns && (await readCrmArms(db, team, design.arms, [...window, through]))
  const found = ofAll ?? ofCampaigns
  if (!found) throw new Error('a design has no metric')
  refuseShared(experiment, [...found.shared, ...(crm?.shared ?? [])])
  const lastDays = await lastDaysOf(ctx, found, [startsOn, through])
  if (lastDays.length === 0) throw unfound(experiment, isOfCrm)
  if (isOfCrm) refuseUncounted(experiment, found, crm !== null)
  const late = crm ? (await readCrmBehind(ctx, through)).filter((each) => meet(each.stages, stages)) : []
  const [reportedThrough = ''] = [...lastDays, ...late.map((each) => each.through)].sort()
  const arms = design.arms.map(({ key }) => {
    const daysOf = (arms: ArmsFound['arms'] = []) => arms.find(({ arm }) => arm === key)?.days ?? []
    const withCrm = crm ? withCounts(daysOf(ofCampaigns?.arms), daysOf(crm.arms), crm.reported) : []
    const media = daysOf(found.arms).map(({ sums }) => sums)
    return armFromDays(key, design, media, withCrm)
  })
  return { arms, reportedThrough }
}

function refuseShared(experiment: Planned, [shared]: readonly string[]): void {
  if (shared === undefined) return
  throw new Conflict(
    `"${shared}" belongs to two arms of ${testName(experiment)} by its name, so I cannot tell them apart. ` +
      'Amend the letters of the arms on the card of the test.',
  )
}

async function lastDaysOf({ db, team }: TeamContext, { platforms }: ArmsFound, days: [string, string]) {
  const freshness = await readFreshness(db, team, ...days)
  return platforms.map((platform) => freshness.find((each) => each.platform === platform)?.lastDay ?? '')
}

function unfound(experiment: Planned, isOfCrm: boolean): Conflict {
  const what = isOfCrm ? 'campaign' : 'campaign, ad set or ad'
  const why = isOfCrm ? ` ${whyCampaigns(experiment)}` : ''
  return new Conflict(
    `No ${what} with ${lettersIn(experiment)} in its name has numbers since ${testName(experiment)} began.${why} Import them, or amend the letters.`,
  )
}

/** A metric of the CRM needs a campaign for every arm, and objects that say theirs. */
function refuseUncounted(experiment: Planned, found: ArmsFound, isCounted: boolean): void {
  const { arms } = experiment.design
  const bare = arms.find(({ key }) => found.arms.every(({ arm, days }) => arm !== key || days.length === 0))
  if (bare) {
    throw new Conflict(
      `No campaign with "${bare.matches}" in its name has numbers since ${testName(experiment)} began. ${whyCampaigns(experiment)} Amend the letters, or type its numbers.`,
    )
  }
  if (isCounted) return
  throw new Conflict(
    `Nothing in the CRM since ${testName(experiment)} began says a campaign with ${lettersIn(experiment)} in its name. ` +
      `${whyCampaigns(experiment)} Import them with their campaign, amend the letters, or type the numbers.`,
  )
}

function whyCampaigns({ design }: Planned): string {
  const [first] = stagesCounted(design, 'primary')
  return `The CRM counts ${resultsOf(first ?? 'leads')} by campaign, so ad sets and ads cannot be told apart.`
}

function lettersIn({ design }: Planned): string {
  return design.arms.map(({ matches }) => `"${matches}"`).join(', ')
}

function meet(some: readonly CrmStage[], others: readonly CrmStage[]): boolean {
  return some.some((stage) => others.includes(stage))
}
