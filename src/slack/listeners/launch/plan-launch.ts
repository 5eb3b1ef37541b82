import type { LaunchPlan } from '../../../domain/launch.ts'
import type { Team } from '../../../domain/team.ts'
import { narrators } from '../../../domain/team.ts'
import { localDay } from '../../../domain/week.ts'
import type { Context } from '../../../flows/context.ts'
import { teamById } from '../../../flows/find-team.ts'
import { LAUNCH_PLAN_FORM, recallDraft } from '../../../flows/keep-draft.ts'
import { atLaunch } from '../../../flows/launch/change-launch.ts'
import { type LaunchForm, planLaunch } from '../../../flows/launch/plan-launch.ts'
import { readLaunch } from '../../../flows/launch/read-launches.ts'
import { openForm } from '../../forms/open-form.ts'
import { textOf, type Value } from '../../kit/values.ts'
import { type Click, type Command, type Next, pairOf, type Submission } from '../../requests.ts'
import { launchForm, NO_CHANNEL } from '../../views/launch/launch-form.ts'

const TITLE = 'Plan a launch'

/** `/beat launch new [what]`. */
export async function planLaunchByCommand(command: Command, team: Team, title: string): Promise<void> {
  await openForm(command, TITLE, async () => await newLaunch(command.ctx, team, title))
}

/** [Plan a launch], or [Move or change] on one that is planned. */
export async function openLaunchPlan(click: Click): Promise<void> {
  const { ctx, value } = click
  const [what, teamId] = pairOf(value)
  await openForm(click, TITLE, async () => {
    if (what === 'new') return await newLaunch(ctx, await teamById(ctx, teamId), '')
    const at = await atLaunch(ctx, value)
    const { launch } = await readLaunch(at, value)
    const form = { id: launch.id, draft: launch.id, version: launch.version }
    const draft = await recallDraft(ctx, { form: LAUNCH_PLAN_FORM, subject: launch.id })
    return launchForm({ team: at.team, form, plan: launch, draft })
  })
}

/** The form was sent: the launch stands, and the open review tells of it. */
export async function saveLaunchPlan({ ctx, values, metadata }: Submission): Promise<Next> {
  const { teamId, ...form }: LaunchForm & { teamId: string } = JSON.parse(metadata)
  await planLaunch({ ...ctx, team: await teamById(ctx, teamId) }, form, readPlan(values))
  return undefined
}

async function newLaunch(ctx: Context, team: Team, title: string) {
  const kept = await recallDraft(ctx, { form: LAUNCH_PLAN_FORM, subject: team.id })
  const userId = ctx.actor.kind === 'person' ? ctx.actor.userId : ''
  const own = team.channels.find((channel) => narrators(channel).includes(userId))
  const plan = { title, ownerUserId: userId, day: localDay(ctx.now, team.zone), ...(own && { channelId: own.id }) }
  // What was said with the command begins a draft anew.
  const draft = kept && (title === '' ? kept : { ...kept, title })
  return launchForm({ team, form: { id: ctx.newId('lau'), draft: team.id, version: null }, plan, draft })
}

function readPlan(values: Record<string, Value>): LaunchPlan {
  const text = (id: string) => (textOf(values, id) ?? '').trim()
  const channel = text('channel')
  return {
    title: text('title'),
    channelId: channel === '' || channel === NO_CHANNEL ? null : channel,
    offer: text('offer'),
    landingPage: text('landingPage'),
    whyNow: text('whyNow'),
    ownerUserId: text('owner'),
    day: text('day'),
  }
}
