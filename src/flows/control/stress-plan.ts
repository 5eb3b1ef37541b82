import type { Stress } from '../../domain/control/stress.ts'
import { type StressTest, stressPlan, targetsAsBounds } from '../../domain/control/stress-test.ts'
import { readStress, STRESS_FORMS, stressInWords } from '../../domain/control/stress-words.ts'
import { daysOf, lastCompleteWeek, shiftWeek } from '../../domain/week.ts'
import { Conflict, Invalid } from '../../lib/errors.ts'
import { writeAudit } from '../../store/audits.ts'
import { readChannelSums } from '../../store/fact/weekly-sums.ts'
import { transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { announce } from '../delivery/announce.ts'
import { INCIDENT_CARD } from '../guardrail/tell.ts'
import { readSaturations } from './read-controls.ts'
import { stressGuardrails } from './stress-guardrails.ts'

/** What a shared stress test is said as; its subject is what was asked, its part who shared it and through which day. */
export const STRESS_SHARED = 'stress-shared'

/** A stress test with what it was asked about; `guessed` are the channels whose curve nobody knows. */
export type StressAnswer = StressTest & {
  asked: string
  words: string
  stress: Stress
  from: string
  to: string
  guessed: string[]
}

const WEEKS = 4

/** Puts the last four complete weeks under a stress, asked for as people write it. */
export async function stressTest(ctx: TeamContext, asked: string): Promise<StressAnswer> {
  const { db, team, now } = ctx
  const stress = readStress(asked, team.channels)
  if ('unread' in stress)
    throw new Invalid(`I cannot read that: ${stress.unread}. Ask for one of these: ${STRESS_FORMS}.`)
  const last = lastCompleteWeek(now, team.zone)
  const { from } = daysOf(shiftWeek(last, 1 - WEEKS))
  const { to } = daysOf(last)
  const [channels, saturations] = await Promise.all([readChannelSums(db, team, from, to), readSaturations(ctx)])
  if (channels.every(({ sums }) => sums.spend === null))
    throw new Conflict('There are no numbers of the last four weeks to put under stress. Import them first.')
  const exponents = new Map(
    [...saturations].flatMap(([id, { exponent }]) => (exponent === null ? [] : [[id, Math.max(0, exponent)] as const])),
  )
  const isMeant = (id: string) => stress.kind === 'spend' && !stress.cap && (stress.channelId ?? id) === id
  return {
    ...stressPlan(
      channels,
      stress,
      exponents,
      targetsAsBounds(team, WEEKS * 7),
      await stressGuardrails(ctx, stress, exponents),
    ),
    asked,
    words: stressInWords(stress, team.channels),
    stress,
    from,
    to,
    guessed: team.channels.filter(({ id }) => isMeant(id) && !exponents.has(id)).map(({ name }) => name),
  }
}

/** Shares a stress test with the team, or in the thread of the alert it was asked at, once; says whether it was new. */
export async function shareStressTest(
  ctx: TeamContext,
  { asked, by, incident }: { asked: string; by: string; incident: { id: string; conversationId: string } | null },
): Promise<boolean> {
  const { to } = await stressTest(ctx, asked)
  const said = { kind: STRESS_SHARED, subject: asked.trim(), part: `${by} ${to} ${incident?.id ?? ''}`.trim() }
  const parent = incident && { kind: INCIDENT_CARD, subject: incident.id }
  const conversation = incident && { conversationId: incident.conversationId }
  return await transaction(ctx.db, async (tx) => {
    if ((await announce(tx, ctx, [{ ...said, ...conversation, ...(parent && { parent }) }])) === 0) return false
    const detail = { asked: asked.trim() }
    await writeAudit(tx, ctx, { teamId: ctx.team.id, action: 'stress shared', subject: ctx.team.id, detail })
    return true
  })
}
