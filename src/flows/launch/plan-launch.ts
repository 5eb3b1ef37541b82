import { type Launch, type LaunchPlan, launchFaults, launchName } from '../../domain/launch.ts'
import { Conflict, Invalid } from '../../lib/errors.ts'
import { findLaunch, insertLaunch, nextLaunchNumber } from '../../store/launches.ts'
import { type Tx, transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { forgetDraft, LAUNCH_PLAN_FORM } from '../keep-draft.ts'
import { changeLaunch, noteLaunch } from './change-launch.ts'

/** Where a launch is written: the id it has or will have, the draft it was typed into, the version it was opened on. */
export type LaunchForm = { id: string; draft: string; version: number | null }

/** Plans a launch, or says a planned one anew. The id comes with the form, so that a form that is sent twice makes one launch. */
export async function planLaunch(ctx: TeamContext, form: LaunchForm, plan: LaunchPlan): Promise<Launch> {
  const faults = launchFaults(
    plan,
    ctx.team.channels.map(({ id }) => id),
  )
  if (Object.keys(faults).length > 0) throw new Invalid(Object.values(faults).join(' '), faults)
  return await transaction(ctx.db, async (tx) => {
    const existing = await findLaunch(tx, ctx.team, form.id)
    const planned = existing ? await planAnew(tx, ctx, existing, form, plan) : await add(tx, ctx, form.id, plan)
    await forgetDraft(tx, ctx, { form: LAUNCH_PLAN_FORM, subject: form.draft })
    return planned
  })
}

async function add(tx: Tx, ctx: TeamContext, id: string, plan: LaunchPlan): Promise<Launch> {
  const number = await nextLaunchNumber(tx, ctx.team)
  const launch: Launch = { id, number, ...plan, state: 'planned', note: null, settledOn: null, version: 1 }
  if (!(await insertLaunch(tx, ctx.team, launch, ctx.now))) throw new Conflict('This launch is planned already.')
  await noteLaunch(tx, ctx, launch, 'launch planned')
  return launch
}

async function planAnew(tx: Tx, ctx: TeamContext, existing: Launch, form: LaunchForm, plan: LaunchPlan) {
  if (form.version === null) return existing
  if (existing.state !== 'planned')
    throw new Conflict(`${launchName(existing)} is ${existing.state}: what it was planned as stays as it was.`)
  const note = existing.day === plan.day ? existing.note : `moved from ${existing.day}`
  return await changeLaunch(tx, ctx, { ...existing, ...plan, note, version: form.version }, 'launch changed')
}
