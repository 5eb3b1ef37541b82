import type { Priority } from '../domain/action/action.ts'
import { localDay, shiftDay, weekdayOf } from '../domain/week.ts'
import { saveAction } from '../flows/action/add-action.ts'
import { settleAction } from '../flows/action/settle-action.ts'
import type { TeamContext } from '../flows/context.ts'

/** One action of the demo team; days are counted from today, below 0 for those that are over. */
type DemoAction = {
  noted: number
  by: string
  owner: string
  what: string
  due: number
  priority?: Priority
  focus?: boolean
  ended?: { on: number; dropped?: string }
}

const DAY = 86_400_000

const actions: DemoAction[] = [
  { noted: -18, by: 'U0MARA', owner: 'U0SAM', what: 'Swap the hero on LP-demo', due: -15 },
  {
    noted: -11,
    by: 'U0MARA',
    owner: 'U0MARA',
    what: 'Agree the December placements with growth-letter',
    due: -5,
    ended: { on: -4 },
  },
  {
    noted: -11,
    by: 'U0MARA',
    owner: 'U0JO',
    what: 'Get a second slot in finance-letter',
    due: -4,
    ended: { on: -3, dropped: 'It is sold out until February' },
  },
  {
    noted: -4,
    by: 'U0SAM',
    owner: 'U0SAM',
    what: 'Refresh two prospecting creatives',
    due: 2,
    priority: 'high',
    focus: true,
  },
  { noted: -4, by: 'U0PRIYA', owner: 'U0PRIYA', what: 'Roll the sitelinks out to Generic', due: 1, focus: true },
  { noted: -3, by: 'U0MARA', owner: 'U0JO', what: 'Brief the partners on the new offer', due: 4, focus: true },
  {
    noted: -3,
    by: 'U0MARA',
    owner: 'U0MARA',
    what: 'Ask sales which coupon leads became opportunities',
    due: 8,
    priority: 'low',
  },
]

/** Lets the demo team note its actions: one is carried over since weeks, three are the focus, two were settled last week. */
export async function seedActions(ctx: TeamContext): Promise<void> {
  const today = localDay(ctx.now, ctx.team.zone)
  for (const { noted, by, owner, what, due, priority = 'normal', focus = false, ended } of actions) {
    const id = ctx.newId('act')
    const at = (days: number, userId: string): TeamContext => {
      const actor = { kind: 'person', userId } as const
      return { ...ctx, now: new Date(ctx.now.getTime() + days * DAY), actor }
    }
    const fields = { what, ownerUserId: owner, dueOn: workday(shiftDay(today, due)), priority, focus }
    const origin = { kind: 'command', subject: null, words: '', permalink: null }
    await saveAction(at(noted, by), { id, draft: '', version: null, leaves: null }, fields, origin)
    if (!ended) continue
    const how = ended.dropped ? { state: 'dropped' as const, reason: ended.dropped } : { state: 'done' as const }
    await settleAction(at(ended.on, owner), id, how)
  }
}

/** The day itself, or the Monday after a weekend. */
function workday(day: string): string {
  return weekdayOf(day) > 5 ? shiftDay(day, 8 - weekdayOf(day)) : day
}
