import { peopleOf } from '../../domain/team.ts'
import { zoneOfPerson } from '../../flows/adopt-workspace.ts'
import type { Context } from '../../flows/context.ts'
import { findTeamHere } from '../../flows/find-team.ts'
import { recallDraft, TEAM_FORM } from '../../flows/keep-draft.ts'
import { setUpTeam } from '../../flows/set-up-team.ts'
import { requireSetter } from '../../flows/settings-right.ts'
import { Conflict } from '../../lib/errors.ts'
import { typedOf } from '../forms/drafts.ts'
import { openForm } from '../forms/open-form.ts'
import { readTeamForm } from '../forms/parse-team-form.ts'
import { rememberWho } from '../people.ts'
import type { Click, Command, Next, Shortcut, Submission } from '../requests.ts'
import { noticeModal } from '../views/review/narrative-form.ts'
import { teamForm } from '../views/team-form.ts'

const CHANGED =
  'Somebody else changed this team while you were writing. Your draft is kept: close this form and open `/beat setup` again.'
const FIRST_ROWS = 5
const MOST_ROWS = 12

type Opening = Pick<Click, 'ctx' | 'client' | 'userId' | 'triggerId'>

/** `/beat setup` in a channel. */
export async function openTeamFormByCommand(command: Command): Promise<void> {
  await open(command, command.conversationId)
}

/** [Set up] in a message or at home, and the global shortcut; a shortcut has no channel, so it says where to go. */
export async function openTeamForm(request: Click | Shortcut): Promise<void> {
  const conversationId = 'value' in request ? request.value || request.place?.conversationId : null
  if (conversationId) return await open(request, conversationId)
  const sentence = 'A team lives in a channel. Go to the channel of your team and type `/beat setup` there.'
  await request.client.views.open({ trigger_id: request.triggerId, view: noticeModal('Set up a team', sentence) })
}

/** [Add a channel]: one more row, with everything that was typed. */
export async function addChannelRow({ ctx, client, userId, view }: Click): Promise<void> {
  if (!view) return
  const { conversationId, channelRows, version } = JSON.parse(view.metadata)
  const state = await stateFor(ctx, userId, conversationId)
  // The form stays one of the team it was opened on: were it changed since, whoever sends this form is told.
  const team = version === null ? null : state.team && { ...state.team, version }
  const rows = Math.min(channelRows + 1, MOST_ROWS)
  const next = teamForm({ ...state, team, draft: typedOf(view.values), channelRows: rows })
  await client.views.update({ view_id: view.id, hash: view.hash, view: next })
}

/** The team form was sent. */
export async function saveTeam({ ctx, client, desk, values, metadata }: Submission): Promise<Next> {
  const { conversationId, version } = JSON.parse(metadata)
  const existing = await findTeamHere(ctx, conversationId)
  if ((existing?.version ?? null) !== version) throw new Conflict(CHANGED)
  const team = await setUpTeam(ctx, readTeamForm(values, existing, conversationId), existing)
  // Their names are shown before they have ever said a word to the bot.
  desk.later(rememberWho(ctx, client, peopleOf(team)))
  return undefined
}

async function open({ ctx, client, userId, triggerId }: Opening, conversationId: string): Promise<void> {
  await openForm({ client, triggerId }, 'Set up a team', async () => {
    // The zone of somebody the bot has never met is asked for now, because the form suggests it.
    await rememberWho(ctx, client, [userId]).catch(() => {})
    const state = await stateFor(ctx, userId, conversationId)
    if (state.team) await requireSetter({ ...ctx, team: state.team })
    return teamForm(state)
  })
}

async function stateFor(ctx: Context, userId: string, conversationId: string) {
  const team = await findTeamHere(ctx, conversationId)
  const draft = await recallDraft(ctx, { form: TEAM_FORM, subject: conversationId })
  return {
    conversationId,
    team,
    draft,
    channelRows: Math.max(FIRST_ROWS, team ? team.channels.length + 1 : 0),
    suggestedZone: (await zoneOfPerson(ctx, userId)) ?? 'Europe/Berlin',
    suggestedOwner: userId,
  }
}
