import { readAbsenceLine } from '../../../domain/absence/absence-line.ts'
import { personOf } from '../../../domain/action/action-line.ts'
import { endAbsence, setAbsence, todayOf } from '../../../flows/absence/set-absence.ts'
import type { TeamContext } from '../../../flows/context.ts'
import { namesOfPeople, teamById, teamMeant } from '../../../flows/find-team.ts'
import { Invalid } from '../../../lib/errors.ts'
import { openForm } from '../../forms/open-form.ts'
import { textOf } from '../../kit/values.ts'
import type { Click, Command, Next, Submission } from '../../requests.ts'
import { absenceForm } from '../../views/absence/absence-form.ts'
import { absenceNoted } from '../../views/absence/absence-notes.ts'
import { plainAnswer } from '../../views/notices.ts'

/** `/beat away [@who] [from day] until day [delegate @who]`; alone it opens the form. */
export async function awayByCommand(command: Command): Promise<void> {
  const ctx = { ...command.ctx, team: await teamMeant(command.ctx, command.conversationId) }
  if (command.text.trim() === '') return await openForm(command, 'Away', async () => await formFor(ctx, command.userId))
  const names = await namesOfPeople(ctx)
  const today = await todayOf(ctx, command.userId)
  const said = readAbsenceLine(command.text, names, today)
  if ('unread' in said) throw new Invalid(refusal(said))
  const wanted = { ...said, userId: said.userId ?? command.userId, from: said.from ?? today }
  const absence = await setAbsence(ctx, wanted)
  await command.answer(absenceNoted({ absence, today, teamId: ctx.team.id, names, userId: command.userId }))
}

/** `/beat back [@who]`. */
export async function backByCommand(command: Command): Promise<void> {
  const ctx = { ...command.ctx, team: await teamMeant(command.ctx, command.conversationId) }
  const typed = command.text.trim()
  const userId = typed === '' ? command.userId : personOf(typed, await namesOfPeople(ctx))
  if (userId === null) throw new Invalid(refusal({ unread: 'person', said: typed }))
  await comeBack(command, ctx, userId)
}

/** [I'll be away] at home. */
export async function awayByClick(click: Click): Promise<void> {
  await openForm(click, 'Away', async () => {
    return await formFor({ ...click.ctx, team: await teamById(click.ctx, click.value) }, click.userId)
  })
}

/** [I'm back] at home, or under what was noted. */
export async function backByClick(click: Click): Promise<void> {
  await comeBack(click, { ...click.ctx, team: await teamById(click.ctx, click.value) }, click.userId)
}

/** The form of an absence was sent. */
export async function saveTheAbsence({ ctx: base, userId, values, metadata }: Submission): Promise<Next> {
  const { teamId }: { teamId: string } = JSON.parse(metadata)
  const text = (id: string) => textOf(values, id) ?? ''
  const who = text('who') || userId
  const wanted = { userId: who, from: text('from'), until: text('until'), delegateUserId: textOf(values, 'delegate') }
  await setAbsence({ ...base, team: await teamById(base, teamId) }, wanted)
  return undefined
}

async function comeBack(request: Pick<Click, 'answer' | 'userId'>, ctx: TeamContext, userId: string): Promise<void> {
  await endAbsence(ctx, userId)
  const who = userId === request.userId ? 'Welcome back: you are' : `<@${userId}> is`
  await request.answer(plainAnswer(`${who} asked and reminded again from now on.`))
}

async function formFor(ctx: TeamContext, userId: string) {
  const today = await todayOf(ctx, userId)
  const { team } = ctx
  const noted = team.absences.find((absence) => absence.userId === userId)
  return absenceForm({
    teamId: team.id,
    teamName: team.name,
    mayNameOthers: team.leadUserId === userId,
    userId,
    from: noted?.from ?? today,
    until: noted?.until ?? today,
    delegateUserId: noted?.delegateUserId ?? null,
  })
}

function refusal({ unread, said }: { unread: 'person' | 'day' | 'line'; said: string }): string {
  const form = '`/beat away` alone opens a form.'
  if (unread === 'day') return `"${said}" is no day I know. Write it as in Fri, 4 Dec or 2026-12-04; ${form}`
  if (unread === 'person') return `I do not know "${said}", or several are called so. Write the full name; ${form}`
  return `I do not understand "/beat away ${said}". Write it as in \`/beat away until Fri delegate @Leo\`; ${form}`
}
