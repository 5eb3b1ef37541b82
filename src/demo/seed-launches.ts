import type { LaunchPlan } from '../domain/launch.ts'
import { localDay, shiftDay } from '../domain/week.ts'
import type { TeamContext } from '../flows/context.ts'
import { planLaunch } from '../flows/launch/plan-launch.ts'
import { settleLaunch } from '../flows/launch/settle-launch.ts'

type DemoLaunch = Omit<LaunchPlan, 'channelId' | 'day' | 'ownerUserId'> & {
  channelKey: string
  owner: string
  /** The day it is planned for, in days from now. */
  inDays: number
  /** How many days ago it went live, where it did. */
  live?: number
}

const LAUNCHES: readonly DemoLaunch[] = [
  {
    title: 'Cost calculator as an ad',
    channelKey: 'paid-social',
    owner: 'U0SAM',
    inDays: -5,
    live: 4,
    offer: 'Work out your own savings',
    landingPage: 'https://northwind.example/calculator',
    whyNow: 'The founder videos are tired, and the calculator already does well in search.',
  },
  {
    title: 'Comparison pages for two rivals',
    channelKey: 'paid-search',
    owner: 'U0PRIYA',
    inDays: -1,
    offer: 'Switch in a day, we move your data',
    landingPage: 'https://northwind.example/compare',
    whyNow: 'One of them raised its prices this month.',
  },
  {
    title: 'Year-end offer to open trials',
    channelKey: 'retargeting',
    owner: 'U0SAM',
    inDays: 2,
    offer: 'Two months free when you sign this year',
    landingPage: 'https://northwind.example/year-end',
    whyNow: 'Budgets that are left over are spent in these weeks.',
  },
  {
    title: 'Partner webinar on forecasting',
    channelKey: 'partners',
    owner: 'U0JO',
    inDays: 9,
    offer: 'A seat in the live session',
    landingPage: '',
    whyNow: 'Plans for next year are being made now.',
  },
]

/** Plans the demo team's launches, one of which went live last week. */
export async function seedLaunches(ctx: TeamContext): Promise<void> {
  const { team, newId, now } = ctx
  const today = localDay(now, team.zone)
  for (const { channelKey, owner, inDays, live, ...plan } of LAUNCHES) {
    const channelId = team.channels.find(({ key }) => key === channelKey)?.id ?? null
    const as = { ...ctx, actor: { kind: 'person', userId: owner } as const }
    const form = { id: newId('lau'), draft: team.id, version: null }
    const { id } = await planLaunch(as, form, { ...plan, channelId, ownerUserId: owner, day: shiftDay(today, inDays) })
    if (live !== undefined) await settleLaunch({ ...as, now: new Date(now.getTime() - live * 86_400_000) }, id, 'live')
  }
}
