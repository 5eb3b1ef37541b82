import { absenceFaults, absenceOn, absencesOf, overlapping } from '../../domain/absence/absence.ts'
import type { Absence, Team } from '../../domain/team.ts'
import { dayInWords, localDay } from '../../domain/week.ts'
import { Conflict, Invalid, NotAllowed } from '../../lib/errors.ts'
import { deleteAbsence, deletePastAbsences, listAbsences, saveAbsence } from '../../store/absences.ts'
import { writeAudit } from '../../store/audits.ts'
import { findPerson, readNames } from '../../store/people.ts'
import { findLatestStanding } from '../../store/review/reviews.ts'
import { listTeams } from '../../store/teams.ts'
import { type Tx, transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { announce, redraw } from '../delivery/announce.ts'

/** What a delegate is told privately: for whom they answer, and until when. */
export const ABSENCE_TOLD = 'absence-told'

/** An absence that was noted, and those whose place it takes. */
export type Noted = { absence: Absence; gone: Absence[] }

/** Names one absence of a person: no two of them begin on the same day. */
export type AbsenceKey = Pick<Absence, 'userId' | 'from'>

/**
 * Notes when a person is away and who answers meanwhile, beside their other absences; it takes the place of those it shares a day
 * with, and of the one that is changed. The delegate is told, and open reviews say so.
 */
export async function setAbsence(
  ctx: TeamContext,
  wanted: Omit<Absence, 'setBy'>,
  changed: AbsenceKey | null = null,
): Promise<Noted> {
  const { workspaceId } = ctx
  const by = mayNote(ctx, wanted.userId)
  if (changed) mayNote(ctx, changed.userId)
  const today = await todayOf(ctx, wanted.userId)
  const faults = absenceFaults(wanted, today)
  if (Object.keys(faults).length > 0) throw new Invalid(Object.values(faults).join(' '), faults)
  const absence = { ...wanted, setBy: by }
  return await transaction(ctx.db, async (tx) => {
    const all = await listAbsences(tx, workspaceId)
    const gone = [...new Set([...overlapping(all, absence), ...all.filter((each) => changed && isOne(each, changed))])]
    for (const each of gone) await deleteAbsence(tx, workspaceId, each)
    await saveAbsence(tx, workspaceId, absence, ctx.now)
    await tellDelegate(tx, ctx, absence)
    for (const userId of new Set([absence, ...gone].map((each) => each.userId))) await showChange(tx, ctx, userId)
    const detail = { ...absence, gone }
    await writeAudit(tx, ctx, { teamId: ctx.team.id, action: 'absence noted', subject: absence.userId, detail })
    return { absence, gone }
  })
}

/** The absence of a person that covers a day; without a day the one of today, else the next one. */
export async function absenceMeant(ctx: TeamContext, userId: string, day: string | null): Promise<Absence> {
  mayNote(ctx, userId)
  const own = absencesOf(ctx.team, userId)
  const today = await todayOf(ctx, userId)
  const found = absenceOn({ absences: own }, userId, day ?? today) ?? (day === null ? own[0] : undefined)
  if (found) return found
  const isMe = ctx.actor.kind === 'person' && ctx.actor.userId === userId
  const who = isMe ? 'You are' : 'They are'
  const when = day === null ? '' : ` on ${dayInWords(day)}`
  throw new Conflict(
    isMe && day === null
      ? 'You are not away, so nothing changed. `/beat away until Fri` says that you will be.'
      : `${who} not away${when}, so nothing changed.`,
  )
}

/** Forgets one absence of a person, now or later; the others stay. */
export async function endAbsence(ctx: TeamContext, key: AbsenceKey): Promise<void> {
  mayNote(ctx, key.userId)
  await transaction(ctx.db, async (tx) => {
    if (!(await deleteAbsence(tx, ctx.workspaceId, key)))
      throw new Conflict(
        'This absence was taken back or changed meanwhile, so nothing changed. `/beat away list` shows what is noted.',
      )
    await showChange(tx, ctx, key.userId)
    const { userId: subject, from } = key
    await writeAudit(tx, ctx, { teamId: ctx.team.id, action: 'absence ended', subject, detail: { from } })
  })
}

function isOne(absence: Absence, { userId, from }: AbsenceKey): boolean {
  return absence.userId === userId && absence.from === from
}

/** What was said of a person's absences says how they stand now. */
async function showChange(tx: Tx, ctx: TeamContext, userId: string): Promise<void> {
  await redraw(tx, ctx, { subject: userId, kind: ABSENCE_TOLD })
  await showInReviews(tx, ctx, userId)
}

/** Forgets the absences that are over wherever people live, so that nobody speaks for them any longer. */
export async function forgetPast({ db, team, now }: TeamContext): Promise<void> {
  const today = localDay(now, 'Etc/GMT+12')
  if (team.absences.some(({ until }) => until < today)) await deletePastAbsences(db.prisma, team.workspaceId, today)
}

/** The day it is where a person lives; in the team's zone where that is not known. */
export async function todayOf(ctx: TeamContext, userId: string): Promise<string> {
  return localDay(ctx.now, (await findPerson(ctx.db.prisma, ctx.workspaceId, userId))?.zone ?? ctx.team.zone)
}

/** What a delegate was told of an absence, as it stands now: null where it is over, or another one took its place. */
export async function readAbsenceTold(ctx: TeamContext, userId: string, part: string) {
  const teams = await listTeams(ctx.db.prisma, ctx.workspaceId)
  const absence = ctx.team.absences.find(
    (each) => each.userId === userId && [each.delegateUserId, each.from, each.until].join(' ') === part,
  )
  return {
    userId,
    absence: absence ?? null,
    channels: teams.flatMap((team) => ownChannels(team, userId)).map(({ name }) => name),
    today: await todayOf(ctx, userId),
    names: await readNames(ctx.db.prisma, ctx.workspaceId),
  }
}

/** Everybody says it of themselves, the lead of the team of others too. */
function mayNote({ actor, team }: TeamContext, userId: string): string {
  if (actor.kind !== 'person') throw new NotAllowed('An absence is noted by a person.')
  if (actor.userId === userId || actor.userId === team.leadUserId) return actor.userId
  const lead = team.leadUserId ? `<@${team.leadUserId}>` : 'a lead, whom `/beat setup` names'
  throw new NotAllowed(`Of others only the lead of ${team.name} may note it: ${lead}.`)
}

async function tellDelegate(tx: Tx, ctx: TeamContext, { userId, until, delegateUserId, from }: Absence): Promise<void> {
  if (delegateUserId === null || (ctx.actor.kind === 'person' && ctx.actor.userId === delegateUserId)) return
  const part = [delegateUserId, from, until].join(' ')
  await announce(tx, ctx, [{ kind: ABSENCE_TOLD, subject: userId, part, conversationId: delegateUserId }])
}

/** The open reviews say of each channel of this person who answers for it. */
async function showInReviews(tx: Tx, ctx: TeamContext, userId: string): Promise<void> {
  for (const team of await listTeams(tx, ctx.workspaceId)) {
    const own = ownChannels(team, userId)
    const review = own.length > 0 ? await findLatestStanding(tx, team) : null
    if (review?.state !== 'open') continue
    for (const { id } of own)
      await redraw(tx, { ...ctx, team }, { subject: review.id, kind: 'review-narrative', part: id })
  }
}

function ownChannels(team: Team, userId: string): Team['channels'] {
  return team.channels.filter(({ ownerUserId }) => ownerUserId === userId)
}
