import { dayInWords, weekOf } from './week.ts'

// What goes live when: an offer of a channel, the page it leads to, and why now.

export const LAUNCH_STATES = ['planned', 'live', 'dropped'] as const

/** One launch of a team, known to people as L-3; `channelId` is null where it belongs to no single channel. */
export type Launch = LaunchPlan & {
  id: string
  number: number
  state: (typeof LAUNCH_STATES)[number]
  /** Why it was dropped, or moved the last time. */
  note: string | null
  /** The day it went live or was dropped. */
  settledOn: string | null
  version: number
}

/** What a person says of a launch. */
export type LaunchPlan = {
  title: string
  channelId: string | null
  offer: string
  landingPage: string
  whyNow: string
  ownerUserId: string
  day: string
}

/** The launches of a week as its review tells them. */
export type LaunchWeek = { late: Launch[]; planned: Launch[]; live: Launch[]; dropped: Launch[] }

const LONGEST_TITLE = 120

/** How people name a launch: L-3. */
export function launchName({ number }: Pick<Launch, 'number'>): string {
  return `L-${number}`
}

/** The number that somebody means by `L-3`, `l3` or `3`; null where it is none. */
export function readLaunchNumber(text: string): number | null {
  const found = /^(?:l-?)?(\d{1,6})$/i.exec(text.trim())
  return found ? Number(found[1]) : null
}

/** What is wrong with what a person says of a launch, by the field; nothing where all is well. */
export function launchFaults(plan: LaunchPlan, channelIds: readonly string[]): Record<string, string> {
  const faults: Record<string, string> = {}
  if (plan.title.trim() === '') faults.title = 'Say what goes live.'
  if (plan.title.trim().length > LONGEST_TITLE) faults.title = `Keep it under ${LONGEST_TITLE} characters.`
  if (plan.whyNow.trim() === '') faults.whyNow = 'Say why now: a launch without a reason can wait.'
  if (plan.ownerUserId === '') faults.owner = 'Name who sees to it.'
  if (!/^\d{4}-\d\d-\d\d$/.test(plan.day)) faults.day = 'Choose the day it goes live.'
  if (plan.channelId !== null && !channelIds.includes(plan.channelId))
    faults.channel = 'This channel has been removed. Choose another one.'
  if (plan.landingPage.trim() !== '' && !isPage(plan.landingPage.trim()))
    faults.landingPage = 'This is no address of a page: it begins with https:// and a host.'
  return faults
}

/** Sorts launches into what a week's review says of them; `today` decides what is late, the rest goes by the week that follows. */
export function launchesOfWeek(
  launches: readonly Launch[],
  reviewed: { from: string; to: string },
  today: string,
): LaunchWeek {
  const planned = launches.filter(({ state }) => state === 'planned').sort((a, b) => (a.day < b.day ? -1 : 1))
  const settledIn = (state: Launch['state']) =>
    launches.filter((each) => each.state === state && each.settledOn !== null && each.settledOn >= reviewed.from)
  return {
    late: planned.filter(({ day }) => day < today),
    planned: planned.filter(({ day }) => day >= today && weekOf(day) <= weekOf(today)),
    live: settledIn('live'),
    dropped: settledIn('dropped'),
  }
}

/** Whether there is anything to say of a week's launches. */
export function hasLaunches({ late, planned, live, dropped }: LaunchWeek): boolean {
  return [late, planned, live, dropped].some((each) => each.length > 0)
}

/** How a launch stands, in a few words. */
export function launchStateInWords({ state, day, settledOn, note }: Launch, today: string): string {
  switch (state) {
    case 'live':
      return `live since ${dayInWords(settledOn ?? day)}`
    case 'dropped':
      return `dropped${note ? `: ${note}` : ''}`
    case 'planned':
      return day < today ? `was due ${dayInWords(day)}` : `goes live ${dayInWords(day)}`
  }
}

function isPage(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).hostname.includes('.')
}
