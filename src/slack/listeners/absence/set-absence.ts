import { absencesOf, isForGood } from '../../../domain/absence/absence.ts'
import { readAbsenceLine } from '../../../domain/absence/absence-line.ts'
import { daysAwayInWords } from '../../../domain/absence/absence-words.ts'
import { personOf } from '../../../domain/action/action-line.ts'
import { readDay } from '../../../domain/day-words.ts'
import { type Absence, narrators, type Team } from '../../../domain/team.ts'
import { dayInWords } from '../../../domain/week.ts'
import { type AbsenceKey, absenceMeant, endAbsence, setAbsence, todayOf } from '../../../flows/absence/set-absence.ts'
import type { TeamContext } from '../../../flows/context.ts'
import { namesOfPeople, teamById, teamMeant } from '../../../flows/find-team.ts'
import { Invalid } from '../../../lib/errors.ts'
import { openForm } from '../../forms/open-form.ts'
import { textOf } from '../../kit/values.ts'
import type { Click, Command, Next, Submission } from '../../requests.ts'
import { absenceForm } from '../../views/absence/absence-form.ts'
import { absenceList, absenceNoted } from '../../views/absence/absence-notes.ts'
import { plainAnswer } from '../../views/notices.ts'
import { takeFrom } from '../../views/pages.ts'

/** `/beat away [@who] [from day] until day [delegate @who]`, `/beat away list`; alone it opens the form. */
export async function awayByCommand(command: Command): Promise<void> {
  const ctx = { ...command.ctx, team: await teamMeant(command.ctx, command.conversationId) }
  const typed = command.text.trim()
  if (typed === '') return await openForm(command, 'Away', async () => await formFor(ctx, command.userId, null))
  const names = await namesOfPeople(ctx)
  const today = await todayOf(ctx, command.userId)
  const { userId } = command
  const { text, from } = takeFrom(typed)
  if (text.toLowerCase() === 'list') {
    const absences = absencesShown(ctx.team, userId)
    return await command.answer(absenceList({ absences, today, teamId: ctx.team.id, userId, names, from }))
  }
  const said = readAbsenceLine(typed, names, today)
  if ('unread' in said) throw new Invalid(refusal(said))
  const noted = await setAbsence(ctx, { ...said, userId: said.userId ?? userId, from: said.from ?? today })
  await command.answer(absenceNoted({ ...noted, today, teamId: ctx.team.id, names, userId }))
}

/** `/beat back [@who] [day]`: from the absence of today or the next one; with a day from the one that covers it. */
export async function backByCommand(command: Command): Promise<void> {
  const ctx = { ...command.ctx, team: await teamMeant(command.ctx, command.conversationId) }
  const { who, day } = await readBack(ctx, command)
  await comeBack(command, ctx, await absenceMeant(ctx, who, day))
}

/** [I'll be away] at home, and [Change]. */
export async function awayByClick(click: Click): Promise<void> {
  await openForm(click, 'Away', async () => {
    const { ctx, key, isNew } = await meantBy(click)
    const own = absencesOf(ctx.team, key?.userId ?? click.userId)
    // A button of an earlier version names no absence: there was one at most.
    const found = isNew ? null : own.find(({ from }) => key === null || from === key.from)
    return await formFor(ctx, key?.userId ?? click.userId, found ?? null)
  })
}

/** [Back again] and [Take it back], at home, in the list and under what was noted. */
export async function backByClick(click: Click): Promise<void> {
  const { ctx, key } = await meantBy(click)
  await comeBack(click, ctx, key ?? (await absenceMeant(ctx, click.userId, null)))
}

/** The form of an absence was sent. */
export async function saveTheAbsence({ ctx: base, userId, values, metadata }: Submission): Promise<Next> {
  const { teamId, whose, from }: { teamId: string; whose?: string | null; from?: string | null } = JSON.parse(metadata)
  const text = (id: string) => textOf(values, id) ?? ''
  const who = text('who') || whose || userId
  const wanted = { userId: who, from: text('from'), until: text('until'), delegateUserId: textOf(values, 'delegate') }
  await setAbsence(
    { ...base, team: await teamById(base, teamId) },
    wanted,
    whose && from ? { userId: whose, from } : null,
  )
  return undefined
}

/** What a button means: the team, and the absence it stands under. */
async function meantBy({ ctx, value }: Click): Promise<{ ctx: TeamContext; key: AbsenceKey | null; isNew: boolean }> {
  const [teamId = '', from, userId] = value.split('/')
  const key = from !== undefined && userId !== undefined ? { userId, from } : null
  return { ctx: { ...ctx, team: await teamById(ctx, teamId) }, key, isNew: from === 'new' }
}

async function readBack(ctx: TeamContext, { text, userId }: Command): Promise<{ who: string; day: string | null }> {
  const typed = text.trim()
  if (typed === '') return { who: userId, day: null }
  const names = await namesOfPeople(ctx)
  const today = await todayOf(ctx, userId)
  const day = readDay(typed.replace(/^from\s+/i, ''), today)
  if (day !== null) return { who: userId, day }
  const [, first = typed, rest = ''] = /^(@\S+(?:\s+\p{Lu}\S*)?|<@[^>]+>)(?:\s+(?:from\s+)?(.+))?$/u.exec(typed) ?? []
  const who = personOf(first, names)
  if (who === null) throw new Invalid(refusal({ unread: 'person', said: first }))
  const later = rest === '' ? null : readDay(rest, today)
  if (rest !== '' && later === null) throw new Invalid(refusal({ unread: 'day', said: rest }))
  return { who, day: later }
}

async function comeBack(
  request: Pick<Click, 'answer' | 'userId'>,
  ctx: TeamContext,
  { userId, from }: AbsenceKey,
): Promise<void> {
  const today = await todayOf(ctx, userId)
  await endAbsence(ctx, { userId, from })
  const isMe = userId === request.userId
  const left = absencesOf(ctx.team, userId).filter((each) => each.from !== from)
  const still = left.map((each) => daysAwayInWords(each, today)).join(', ')
  const who = isMe ? 'you are' : `<@${userId}> is`
  const said =
    from <= today
      ? `${isMe ? 'Welcome back: ' : ''}${who} asked and reminded again from now on.`
      : `Taken back: ${who} there from ${dayInWords(from)} on after all.`
  await request.answer(plainAnswer(still === '' ? said : `${said} Still noted: ${still}.`))
}

/** Their own absences and, for the lead, those of the people of the team. */
function absencesShown(team: Team, userId: string): Absence[] {
  const people = team.leadUserId === userId ? team.channels.flatMap(narrators) : []
  return [userId, ...new Set(people.filter((each) => each !== userId))].flatMap((each) =>
    absencesOf(team, each).filter((absence) => !isForGood(absence)),
  )
}

async function formFor(ctx: TeamContext, userId: string, noted: Absence | null) {
  const { team } = ctx
  const today = await todayOf(ctx, userId)
  const others = absencesOf(team, userId).filter((each) => each.from !== noted?.from)
  return absenceForm({
    teamId: team.id,
    teamName: team.name,
    mayNameOthers: ctx.actor.kind === 'person' && team.leadUserId === ctx.actor.userId,
    userId,
    from: noted?.from ?? today,
    until: noted?.until ?? today,
    delegateUserId: noted?.delegateUserId ?? null,
    changes: noted && { userId, from: noted.from },
    others: others.map((each) => daysAwayInWords(each, today)),
  })
}

function refusal({ unread, said }: { unread: 'person' | 'day' | 'line'; said: string }): string {
  const form = '`/beat away` alone opens a form.'
  if (unread === 'day') return `"${said}" is no day I know. Write it as in Fri, 4 Dec or 2026-12-04; ${form}`
  if (unread === 'person') return `I do not know "${said}", or several are called so. Write the full name; ${form}`
  return `I do not understand "/beat away ${said}". Write it as in \`/beat away until Fri delegate @Leo\`; ${form}`
}
