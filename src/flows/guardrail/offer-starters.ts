import { type Guardrail, scopeKey } from '../../domain/guardrail/guardrail.ts'
import { weeksBefore } from '../../domain/guardrail/series.ts'
import { type Starter, type StarterKey, starterSet } from '../../domain/guardrail/starter.ts'
import { localDay, shiftDay } from '../../domain/week.ts'
import { Conflict, Invalid } from '../../lib/errors.ts'
import { listGuardrails } from '../../store/guardrails.ts'
import type { TeamContext } from '../context.ts'
import { defineGuardrails } from './define-guardrail.ts'
import { testDefinition } from './preview-guardrail.ts'
import { readGuardedNumbers } from './read-numbers.ts'

/** A starter with what it would have done, and the guardrail that does the same already (null: none). */
export type OfferedStarter = Starter & { tested: string[]; there: Guardrail | null }

const WEEKS = 8

/** The guardrails a team is offered to begin with, each with its bound from the team's own weeks and what it would have done. */
export async function offerStarters(ctx: TeamContext): Promise<OfferedStarter[]> {
  const starters = await readStarters(ctx)
  const existing = await listGuardrails(ctx.db.prisma, ctx.team)
  return await Promise.all(
    starters.map(async (starter) => {
      const { definition } = starter
      const there = existing.find(
        (each) =>
          definition !== null &&
          each.kind === definition.kind &&
          each.metric === definition.metric &&
          each.windowDays === definition.windowDays &&
          scopeKey(each.scope) === scopeKey(definition.scope),
      )
      return {
        ...starter,
        there: there ?? null,
        tested: definition && !there ? await testDefinition(ctx, definition) : [],
      }
    }),
  )
}

/** Enables the chosen ones; `ids` gives each its id, so that a form sent twice makes them once. */
export async function enableStarters(
  ctx: TeamContext,
  keys: readonly StarterKey[],
  ids: (key: StarterKey) => string,
): Promise<Guardrail[]> {
  if (keys.length === 0) throw new Invalid('Tick at least one.', { starters: 'Tick at least one.' })
  const wanted = (await readStarters(ctx)).flatMap(({ key, definition }) =>
    keys.includes(key) && definition ? [{ id: ids(key), definition }] : [],
  )
  if (wanted.length === 0) throw new Conflict('None of these can be enabled any more. Open the starter set again.')
  return await defineGuardrails(ctx, wanted)
}

async function readStarters(ctx: TeamContext): Promise<Starter[]> {
  const { team, now } = ctx
  const day = shiftDay(localDay(now, team.zone), -1)
  const scope = { level: 'team' as const }
  const asked = { scope, windowDays: 7, maturityDays: 0, kind: 'max' as const }
  const { seriesOf } = await readGuardedNumbers(ctx, [asked], day, 7 * WEEKS)
  return starterSet(team, { weeks: weeksBefore(seriesOf(scope), shiftDay(day, 1), WEEKS), payback: null })
}
