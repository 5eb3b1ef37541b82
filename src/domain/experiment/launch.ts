import { dayInWords, shiftDay } from '../week.ts'
import { type Experiment, isPlanned, type TestSettings, testName } from './experiment.ts'
import { checkBudget } from './launch-budget.ts'
import type { PastTest } from './past-test.ts'
import { becameInWords } from './past-words.ts'
import { sampleOf } from './plan.ts'
import { hopelessInWords } from './plan-words.ts'
import type { Tracking } from './tracking.ts'

// What stands between a test and its start. Each check says what it found, who holds what is missing and what can be done now.

export const CHECKS = [
  'plan',
  'slot',
  'channel slot',
  'audience',
  'creative',
  'arms',
  'tracking',
  'budget',
  'similar',
] as const
export type CheckName = (typeof CHECKS)[number]

/** `blocked` stops the launch, `needs approval` waits for the lead, `unknown` is for the person who launches to vouch for. */
export type CheckState = 'ok' | 'blocked' | 'needs approval' | 'unknown'

/** One check; `holder` is the number of the test that holds what this one needs, `vouch` what a person says of what is unknown. */
export type Check = { name: CheckName; state: CheckState; sentence: string; holder?: number; vouch?: string }

/** A running test that holds a key: what it is called by, whose it is and until which day it runs. */
export type Holder = { key: string; number: number; ownerUserId: string; until: string | null }

/** A running test with the money it takes in all and from today on, and the letters by which its arms are known. */
export type Running = Omit<Holder, 'key'> & { budget: number; rest: number; letters: readonly string[] }

/** What is left of a month's budget, by what was spent through a day. */
export type Envelope = { left: number; through: string }

/** Everything a launch depends on, as it stands on the day the test would start. */
export type LaunchSituation = {
  experiment: Experiment
  settings: TestSettings
  /** Keys held by other tests. */
  holders: readonly Holder[]
  running: readonly Running[]
  /** The campaigns, ad sets and ads of late that have letters of its arms in their names. */
  names: readonly string[]
  envelope: Envelope | null
  tracking: Tracking
  /** The similar tests of the past, and whether its owner has seen them. */
  similar: readonly Pick<PastTest, 'number' | 'state' | 'verdict'>[]
  similarShown: boolean
  monthlyBudget: number | null
  currency: string
  leadUserId: string | null
}

/** All checks of a launch, in the order a person would go through them. */
export function judgeLaunch(situation: LaunchSituation): Check[] {
  return [
    checkPlan(situation),
    checkSlots(situation, 'slot'),
    ...(situation.experiment.channelId === null ? [] : [checkSlots(situation, 'channel slot')]),
    checkHeld(situation, 'audience'),
    checkHeld(situation, 'creative'),
    ...(lettersOf(situation.experiment).length === 0 ? [] : [checkArms(situation)]),
    checkTracking(situation),
    checkBudget(situation),
    checkSimilar(situation),
  ]
}

/** Whether a test may start: not at all, after the lead's approval, once somebody vouches for what is unknown, or now. */
export function mayLaunch(checks: readonly Check[]): CheckState {
  const states: CheckState[] = ['blocked', 'needs approval', 'unknown']
  return states.find((state) => checks.some((check) => check.state === state)) ?? 'ok'
}

/** What a test holds while it runs: one key of each family. The slots of a team and of a channel are numbered keys. */
export function claimKeys(experiment: Pick<Experiment, 'channelId' | 'design'>, settings: TestSettings): string[][] {
  const { channelId, design } = experiment
  const families = [numbered('team', settings.slots)]
  if (channelId !== null) families.push(numbered(`channel:${channelId}`, settings.channelSlots))
  return [...families, ...ownKeys('audience', design?.audiences), ...ownKeys('creative', design?.creatives)]
}

/** The key of an audience or a creative: written with other capitals or spaces it is still the same one. */
export function keyOf(family: 'audience' | 'creative', name: string): string {
  return `${family}:${name.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ')}`
}

function checkPlan({ experiment }: LaunchSituation): Check {
  const lacks = isPlanned(experiment) ? missingIn(experiment) : ['a plan']
  if (lacks.length > 0 || !isPlanned(experiment)) {
    return blocked(experiment, 'plan', `it lacks ${lacks.join(' and ')}. [Plan] on its card adds that`)
  }
  const hopeless = hopelessInWords(sampleOf(experiment.design), experiment.design)
  if (hopeless === null) return { name: 'plan', state: 'ok', sentence: 'The plan and its rule stand.' }
  return {
    name: 'plan',
    state: 'unknown',
    sentence: `The plan is hopeless as it stands: ${hopeless}. [Plan] on its card says what would help.`,
    vouch: `I run it although ${hopeless}`,
  }
}

/** What a plan lacks. Without a guardrail nothing could ever be shipped, so that has to be said before and not after. */
function missingIn({ design }: { design: NonNullable<Experiment['design']> }): string[] {
  return [
    ...(design.arms.length < 2 ? ['a second arm'] : []),
    ...(design.guardrails.length === 0 ? ['a guardrail metric'] : []),
    ...(design.weeks < 1 ? ['a window of at least a week'] : []),
  ]
}

function checkSlots({ experiment, settings, holders }: LaunchSituation, name: 'slot' | 'channel slot'): Check {
  const [prefix, slots] =
    name === 'slot' ? ['team:', settings.slots] : [`channel:${experiment.channelId}:`, settings.channelSlots]
  const held = holders.filter(({ key }) => key.startsWith(prefix))
  const where = name === 'slot' ? 'slots' : 'slots of this channel'
  const free = slots - held.length
  if (free > 0) return { name, state: 'ok', sentence: `${free} of ${slots} ${where} free.` }
  const next = soonest(held)
  const which = slots === 1 ? 'the only slot' : `all ${slots} slots`
  const taken = `${which}${name === 'slot' ? '' : ' of this channel'} ${slots === 1 ? 'is' : 'are'} taken (${held.map(({ number }) => testName({ number })).join(', ')})`
  if (!next)
    return blocked(experiment, name, `no test may run here: the limit is ${slots}. \`/beat test settings\` changes it`)
  const wait = next.until === null ? '' : ` The next one is free on ${dayInWords(shiftDay(next.until, 1))}.`
  return { ...blocked(experiment, name, `${taken}.${wait} Schedule it, or stop one`), holder: next.number }
}

function checkHeld({ experiment, holders }: LaunchSituation, name: 'audience' | 'creative'): Check {
  const wanted = (name === 'audience' ? experiment.design?.audiences : experiment.design?.creatives) ?? []
  for (const each of wanted) {
    const holder = holders.find(({ key }) => key === keyOf(name, each))
    if (!holder) continue
    const until = holder.until === null ? '' : ` until ${dayInWords(holder.until)}`
    const then = holder.until === null ? '' : `schedule it for ${dayInWords(shiftDay(holder.until, 1))}, or `
    const what = `${name} \`${each}\` is held by ${testName(holder)} (<@${holder.ownerUserId}>)${until}`
    return { ...blocked(experiment, name, `${what}. To go on, ${then}change the ${name}`), holder: holder.number }
  }
  const sentence = wanted.length === 0 ? `Needs no ${name} for itself.` : `No running test uses its ${name}s.`
  return { name, state: 'ok', sentence }
}

/**
 * A campaign or ad that another running test reads as well, by its name or because letters within letters always meet; null where
 * there is none. Two tests that read the same campaigns change what the other one measures.
 */
export function readByOther({
  experiment,
  running,
  names,
}: Pick<LaunchSituation, 'experiment' | 'running' | 'names'>): { shared: string; other: Running } | null {
  const own = lettersOf(experiment)
  for (const other of running) {
    const theirs = other.letters.map(folded)
    const shared =
      names.find((each) => theirs.some((letters) => folded(each).includes(letters))) ??
      own.find((each) => theirs.some((letters) => folded(each).includes(letters) || letters.includes(folded(each))))
    if (shared !== undefined) return { shared, other }
  }
  return null
}

function checkArms(situation: LaunchSituation): Check {
  const name = 'arms'
  const found = readByOther(situation)
  if (found) {
    const { shared, other } = found
    const until = other.until === null ? '' : ` until ${dayInWords(other.until)}`
    const then = other.until === null ? '' : `schedule it for ${dayInWords(shiftDay(other.until, 1))}, or `
    const what = `\`${shared}\` is read by ${testName(other)} (<@${other.ownerUserId}>)${until}, too`
    const why = `${what}. To go on, ${then}change the letters of the arms`
    return { ...blocked(situation.experiment, name, why), holder: other.number }
  }
  return { name, state: 'ok', sentence: 'No running test reads its campaigns or ads.' }
}

/** The letters by which the arms of a test are known in the names of campaigns, ad sets and ads. */
export function lettersOf({ design }: Pick<Experiment, 'design'>): string[] {
  return (design?.arms ?? []).flatMap(({ matches }) => (matches === null || matches.trim() === '' ? [] : [matches]))
}

function folded(text: string): string {
  return text.normalize('NFC').trim().toLowerCase()
}

function checkTracking({ experiment, tracking }: LaunchSituation): Check {
  if (tracking.state === 'red') return blocked(experiment, 'tracking', `${tracking.sentence} Mend that first`)
  const { state, sentence } = tracking
  if (state === 'green') return { name: 'tracking', state: 'ok', sentence }
  return { name: 'tracking', state: 'unknown', sentence, vouch: 'I checked tracking on every arm' }
}

function checkSimilar({ similar, similarShown }: LaunchSituation): Check {
  const name = 'similar'
  if (similar.length === 0) return { name, state: 'ok', sentence: 'Nothing like it has been tested here before.' }
  const tests = similar.map((test) => `${testName(test)} (${becameInWords(test)})`).join(', ')
  return similarShown
    ? { name, state: 'ok', sentence: `Look at what similar tests taught: ${tests}.` }
    : {
        name,
        state: 'unknown',
        sentence: `Something like it was tested before: ${tests}. Look at what it taught first.`,
      }
}

function blocked(experiment: Experiment, name: CheckName, why: string): Check {
  return { name, state: 'blocked', sentence: `${testName(experiment)} can't start: ${why}.` }
}

function soonest(held: readonly Holder[]): Holder | undefined {
  return [...held].sort((a, b) => ((a.until ?? '9999') < (b.until ?? '9999') ? -1 : 1))[0]
}

function numbered(family: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${family}:${index + 1}`)
}

function ownKeys(family: 'audience' | 'creative', names: readonly string[] = []): string[][] {
  return [...new Set(names.map((name) => keyOf(family, name)))].map((key) => [key])
}
