import { targetChanges } from '../domain/metric/target.ts'
import { isTime, isZone } from '../domain/rhythm.ts'
import type { Channel, Outcome, Target, Team } from '../domain/team.ts'
import { teamChanges } from '../domain/team-changes.ts'
import { Conflict, Invalid } from '../lib/errors.ts'
import { writeAudit } from '../store/audits.ts'
import { assignCampaigns } from '../store/fact/campaigns.ts'
import { assignObjects } from '../store/fact/funnel-records.ts'
import { hasFacts } from '../store/fact/weekly-sums.ts'
import {
  bumpDataVersion,
  findTeam,
  findTeamByConversation,
  findTeamByKey,
  insertTeam,
  lockTeams,
  replaceTeam,
  type TeamFields,
} from '../store/teams.ts'
import { type Tx, transaction } from '../store/transaction.ts'
import type { Context } from './context.ts'
import { announce } from './delivery/announce.ts'
import { forgetDraft, TEAM_FORM } from './keep-draft.ts'
import { TARGETS_CHANGED } from './metric/set-target.ts'
import { requireSetter } from './settings-right.ts'

/** What a person or the operator says of a team. Channels that keep their key keep their id and their history. */
export type TeamPlan = Omit<TeamFields, 'channels' | 'outcomes' | 'targets'> & {
  channels: Omit<Channel, 'id'>[]
  outcomes: Omit<Outcome, 'id'>[]
  /** `channelId` holds the key of the channel, null for the whole team. */
  targets: Target[]
}

/** Makes a team, or changes the one given; its campaigns and CRM objects are given to channels anew. */
export async function setUpTeam(ctx: Context, plan: TeamPlan, existing: Team | null): Promise<Team> {
  if (existing) await requireSetter({ ...ctx, team: existing })
  const faults = planFaults(plan)
  if (Object.keys(faults).length > 0) throw new Invalid(Object.values(faults).join(' '), faults)
  return await transaction(ctx.db, async (tx) => {
    await lockTeams(tx, ctx.workspaceId)
    await checkFree(tx, ctx, plan, existing)
    const key = { workspaceId: ctx.workspaceId, id: existing?.id ?? ctx.newId('tea') }
    const fields = withIds(ctx, plan, existing)
    if (!existing) await insertTeam(tx, key, fields, ctx.now)
    else if (!(await replaceTeam(tx, key, existing.version, fields))) {
      throw new Conflict(
        'Somebody else changed this team while you were writing. Open `/beat setup` again to see it; your draft is kept.',
      )
    }
    // What its numbers belong to may be another channel from now on, and its pace that of another budget.
    if (existing) await bumpDataVersion(tx, key)
    const team = await findTeam(tx, key)
    if (!team) throw new Error('a team that was just written is gone')
    const moved = await assignCampaigns(tx, team)
    await assignObjects(tx, team)
    const changes = existing ? targetChanges(existing, team).map((change) => change.said) : []
    const action = existing ? 'team changed' : 'team made'
    const said = { subject: team.id, part: `v${team.version}` }
    await announce(tx, { ...ctx, team }, [
      { kind: 'team-ready', ...said },
      ...(changes.length > 0 ? [{ kind: TARGETS_CHANGED, ...said }] : []),
    ])
    await forgetDraft(tx, ctx, { form: TEAM_FORM, subject: plan.conversationId })
    const detail = {
      version: team.version,
      ...(changes.length > 0 && { said: changes.join(' · ') }),
      ...(existing && { changes: teamChanges(existing, team, moved) }),
    }
    await writeAudit(tx, ctx, { teamId: team.id, action, subject: team.id, detail })
    return team
  })
}

/** What keeps a plan from being a team: a sentence for each field. */
export function planFaults(plan: TeamPlan): Record<string, string> {
  const fields: Record<string, string> = {}
  if (plan.name.trim() === '') fields.name = 'Give the team a name.'
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(plan.key))
    fields.name = 'The name needs a letter or a digit, so that commands can name the team.'
  if (!isZone(plan.zone))
    fields.zone = `"${plan.zone}" is no time zone. Write it as in Europe/Berlin or America/New_York.`
  if (!isCurrency(plan.currency))
    fields.currency = `"${plan.currency}" is no currency code. Write three letters, as in EUR.`
  if (!isTime(plan.reviewTime)) fields.reviewTime = `"${plan.reviewTime}" is no time of day. Write it as in 09:00.`
  if (!(plan.reviewWeekday >= 1 && plan.reviewWeekday <= 7)) fields.reviewWeekday = 'Choose a weekday.'
  if (plan.monthlyBudget !== null && !(plan.monthlyBudget > 0))
    fields.monthlyBudget = 'A budget is more than 0. Leave it empty for none.'
  const keys = plan.channels.map(({ key }) => key)
  const twice = keys.find((key, index) => keys.indexOf(key) !== index)
  if (twice !== undefined) fields.channels = `Two channels are called "${twice}". Give each its own name.`
  return fields
}

/** Whether a code is one that people pay in; `EURO` and `ZZZ` are none. */
function isCurrency(code: string): boolean {
  return Intl.supportedValuesOf('currency').includes(code)
}

async function checkFree(tx: Tx, ctx: Context, plan: TeamPlan, existing: Team | null): Promise<void> {
  const here = await findTeamByConversation(tx, ctx.workspaceId, plan.conversationId)
  if (here && here.id !== existing?.id) {
    throw new Conflict(
      `The team ${here.name} lives in this channel already. Change it with \`/beat setup\`, or use another channel.`,
    )
  }
  const namesake = await findTeamByKey(tx, ctx.workspaceId, plan.key)
  if (namesake && namesake.id !== existing?.id) {
    const sentence = `A team called "${namesake.name}" lives in <#${namesake.conversationId}>. Choose another name.`
    throw new Invalid(sentence, { name: `There is a team called "${namesake.name}" already. Choose another name.` })
  }
  if (existing && existing.currency !== plan.currency && (await hasFacts(tx, existing))) {
    const sentence = `The numbers of ${existing.name} are in ${existing.currency}, so its currency cannot change. Make a new team for ${plan.currency}.`
    throw new Invalid(sentence, { currency: sentence })
  }
}

function withIds(ctx: Context, plan: TeamPlan, existing: Team | null): TeamFields {
  const channels = plan.channels.map((channel) => ({
    ...channel,
    id: existing?.channels.find(({ key }) => key === channel.key)?.id ?? ctx.newId('cha'),
  }))
  const idOf = (key: string | null) => channels.find((channel) => channel.key === key)?.id ?? null
  return {
    ...plan,
    channels,
    outcomes: plan.outcomes.map((outcome) => ({ ...outcome, id: ctx.newId('out') })),
    targets: plan.targets
      .filter(({ channelId }) => channelId === null || idOf(channelId) !== null)
      .map((target) => ({ ...target, channelId: idOf(target.channelId) })),
  }
}

/** Makes the key of a name: `Paid social` becomes `paid-social`. */
export function keyOf(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
}
