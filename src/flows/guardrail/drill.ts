import type { Judged } from '../../domain/guardrail/evaluation.ts'
import { NO_NUMBERS } from '../../domain/guardrail/evaluation.ts'
import type { Guardrail } from '../../domain/guardrail/guardrail.ts'
import { guardrailName } from '../../domain/guardrail/guardrail.ts'
import type { Incident } from '../../domain/guardrail/incident.ts'
import { sentenceOf } from '../../domain/guardrail/judged-words.ts'
import { AT_REST } from '../../domain/guardrail/machine.ts'
import { ended, opened } from '../../domain/guardrail/story.ts'
import { localDay, shiftDay } from '../../domain/week.ts'
import { Conflict, NotFound } from '../../lib/errors.ts'
import { writeAudit } from '../../store/audits.ts'
import { listGuardrails } from '../../store/guardrail/guardrails.ts'
import { insertIncident, listOpenIncidents, lockIncidents } from '../../store/guardrail/incidents.ts'
import { transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { guardrailNamed } from './read-guardrails.ts'
import { needIncident, orConflict, requireKeeper } from './read-incident.ts'
import { tell } from './tell.ts'

/** Sends one marked TEST alert through the whole path: of the guardrail that is named, else of the first there is. */
export async function startDrill(ctx: TeamContext, named: string): Promise<Guardrail> {
  const { db, team, now } = ctx
  const guardrail = named === '' ? await firstGuardrail(ctx) : await guardrailNamed(ctx, named)
  await transaction(db, async (tx) => {
    await lockIncidents(tx, team)
    const running = (await listOpenIncidents(tx, team)).find(({ isDrill }) => isDrill)
    if (running)
      throw new Conflict('A drill is running already. End it with [End the drill] on its card, then start another.')
    const day = shiftDay(localDay(now, team.zone), -1)
    const found = { day, judged: madeUp(guardrail, day, team.currency), watch: { ...AT_REST, since: day } }
    const { incident, happened } = opened(guardrail, found, { id: ctx.newId('inc'), now, isDrill: true })
    requireKeeper(ctx, { guardrail, incident })
    await insertIncident(tx, team, incident)
    await tell(tx, ctx, guardrail, incident, happened)
    const detail = { guardrail: guardrailName(guardrail, team) }
    await writeAudit(tx, ctx, { teamId: team.id, action: 'drill started', subject: incident.id, detail })
  })
  return guardrail
}

/** Lets a drill recover and ends it. */
export async function endDrill(ctx: TeamContext, id: string): Promise<void> {
  const { team, now } = ctx
  await transaction(ctx.db, async (tx) => {
    await lockIncidents(tx, team)
    const { guardrail, incident } = await needIncident(ctx, id, tx)
    requireKeeper(ctx, { guardrail, incident })
    orConflict(refusalOf(incident) ?? incident)
    const turn = ended(incident, 'drill over', localDay(now, team.zone), now)
    await tell(tx, ctx, guardrail, turn.incident, turn.happened)
    await writeAudit(tx, ctx, { teamId: team.id, action: 'drill ended', subject: id })
  })
}

function refusalOf({ isDrill, state }: Incident): { refused: string } | null {
  if (!isDrill) return { refused: 'This alert is real, so it ends when its numbers are back.' }
  return state === 'resolved' ? { refused: 'This drill is over already; nothing changed.' } : null
}

async function firstGuardrail(ctx: TeamContext): Promise<Guardrail> {
  const [first] = (await listGuardrails(ctx.db.prisma, ctx.team)).filter(({ pausedAt }) => pausedAt === null)
  if (!first) throw new NotFound(`${ctx.team.name} has no guardrail to drill yet. Make one: \`/beat guardrail new\`.`)
  return first
}

/** A breach by a fifth, which never happened. */
function madeUp(guardrail: Guardrail, day: string, currency: string): Judged {
  const { breach, metric } = guardrail
  const bound = breach.high ?? breach.low
  const value = bound === null ? null : bound * (breach.high === null ? 0.8 : 1.2)
  const judged: Judged = {
    ...NO_NUMBERS,
    verdict: 'BREACH',
    value,
    bound,
    probability: 0.99,
    dataThrough: day,
    sentence: 'Made up for the drill.',
  }
  return metric === null ? judged : { ...judged, sentence: sentenceOf(guardrail, judged, currency) }
}
