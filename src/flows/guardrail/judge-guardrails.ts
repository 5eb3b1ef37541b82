import { AT_REST, type Watch } from '../../domain/guardrail/machine.ts'
import { CATCH_UP_DAYS, judgeRound, mutingIds, type Track } from '../../domain/guardrail/round.ts'
import { localDay, shiftDay } from '../../domain/week.ts'
import { writeAudit } from '../../store/audits.ts'
import { listWatched, type Watched, wereJudgedSince } from '../../store/guardrail/guardrail-rounds.ts'
import { listBrokenDays, saveEvaluations, saveWatches } from '../../store/guardrail/guardrail-watches.ts'
import { listOpenIncidents, lockIncidents } from '../../store/guardrail/incidents.ts'
import { findLatestReview } from '../../store/review/reviews.ts'
import { type Tx, transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { redraw } from '../delivery/announce.ts'
import { applyTracks } from './apply-tracks.ts'
import { endForgone } from './end-incidents.ts'
import { readGuardedNumbers } from './read-numbers.ts'
import { readTrackingCauses } from './read-tracking-causes.ts'
import { ALERTS, INCIDENT_CARD } from './tell.ts'

/** How far back a broken day can still lie within a window. */
const BROKEN_DAYS = 120
/** How far back it is looked whether conversions were counted. */
const TRACKED_DAYS = 28
/** A bad import may break hundreds at once, and each is told. */
const LONG_ENOUGH_MS = 5 * 60_000

/**
 * Judges the guardrails of a team whose numbers, day or rule have changed since they were judged, and lets the machine follow.
 * The same numbers are never judged twice, however many processes try. Returns how many guardrails were judged.
 */
export async function judgeGuardrails(ctx: TeamContext): Promise<number> {
  const { db, team } = ctx
  const day = lastWholeDay(ctx)
  const [active, open] = await Promise.all([listWatched(db, team), listOpenIncidents(db.prisma, team)])
  if (open.length > 0) await transaction(db, async (tx) => await endForgone(tx, ctx))
  const due = active.filter((each) => isDue(each, { day, dataVersion: team.dataVersion }))
  if (due.length === 0) return 0
  const guardrails = active.map(({ guardrail }) => guardrail)
  const [numbers, broken, tracking] = await Promise.all([
    readGuardedNumbers(
      ctx,
      due.map(({ guardrail }) => guardrail),
      day,
      CATCH_UP_DAYS,
    ),
    listBrokenDays(db.prisma, team, mutingIds(guardrails), shiftDay(day, -BROKEN_DAYS)),
    readTrackingCauses(ctx, { from: shiftDay(day, -TRACKED_DAYS), to: day }),
  ])
  const tracks = judgeRound({
    guardrails,
    due: new Set(due.map(({ guardrail }) => guardrail.id)),
    day,
    ...numbers,
    watches: new Map(due.map((each) => [each.guardrail.id, startOf(each)])),
    broken,
    tracking,
  })
  return await transaction(
    db,
    async (tx) => {
      await lockIncidents(tx, team)
      if (await wereJudgedSince(tx, team, due)) return 0
      await saveRound(tx, ctx, tracks, day)
      await applyTracks(tx, ctx, tracks, numbers.channelOf)
      await redrawOpen(tx, ctx)
      return tracks.length
    },
    { timeoutMs: LONG_ENOUGH_MS },
  )
}

/** Whether there are numbers, a day or a rule that no guardrail of the team was judged by yet. */
export async function isJudgementDue(ctx: Pick<TeamContext, 'db' | 'team' | 'now'>): Promise<boolean> {
  const { db, team } = ctx
  const is = { day: lastWholeDay(ctx), dataVersion: team.dataVersion }
  return (await listWatched(db, team)).some((each) => isDue(each, is))
}

function lastWholeDay({ team, now }: Pick<TeamContext, 'team' | 'now'>): string {
  return shiftDay(localDay(now, team.zone), -1)
}

/** Cards show what was changed around them; a review that opened while the numbers were still to be judged said so. */
async function redrawOpen(tx: Tx, ctx: TeamContext): Promise<void> {
  for (const { id } of await listOpenIncidents(tx, ctx.team))
    await redraw(tx, ctx, { subject: id, kind: INCIDENT_CARD })
  const review = await findLatestReview(tx, ctx.team)
  if (review?.state === 'open') await redraw(tx, ctx, { subject: review.id, kind: ALERTS })
}

function isDue({ guardrail, watch }: Watched, is: { day: string; dataVersion: number }): boolean {
  if (!watch) return true
  return watch.dataVersion !== is.dataVersion || watch.asOf !== is.day || watch.version !== guardrail.version
}

/** A rule that was changed is judged from the start. */
function startOf({ guardrail, watch }: Watched): Watch {
  return watch && watch.version === guardrail.version ? watch : AT_REST
}

async function saveRound(tx: Tx, ctx: TeamContext, tracks: readonly Track[], day: string): Promise<void> {
  const { team, now } = ctx
  const evaluations = tracks.flatMap(({ guardrail, days }) =>
    days.map(({ day: on, judged, watch, mutedBy }) => ({
      ...judged,
      guardrailId: guardrail.id,
      version: guardrail.version,
      day: on,
      mutedBy: mutedBy?.id ?? null,
      state: watch.state,
      judgedAt: now,
    })),
  )
  await saveEvaluations(tx, team, evaluations)
  await saveWatches(
    tx,
    team,
    tracks.map(({ guardrail, days }) => {
      const { state, streak, since, counted } = days.at(-1)?.watch ?? AT_REST
      const known = { dataVersion: team.dataVersion, asOf: day, version: guardrail.version }
      return { guardrailId: guardrail.id, state, streak, since, counted, ...known }
    }),
  )
  const detail = { judged: tracks.length, day }
  await writeAudit(tx, ctx, { teamId: team.id, action: 'guardrails judged', subject: team.id, detail })
}
