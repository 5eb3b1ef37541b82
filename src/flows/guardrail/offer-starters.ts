import { type Definition, type Guardrail, scopeKey } from '../../domain/guardrail/guardrail.ts'
import { weeksBefore } from '../../domain/guardrail/series.ts'
import { type Starter, type StarterKey, starterSet } from '../../domain/guardrail/starter.ts'
import { watchedBy } from '../../domain/guardrail/watched.ts'
import { localDay, shiftDay } from '../../domain/week.ts'
import { Conflict, Invalid } from '../../lib/errors.ts'
import { listGuardrails } from '../../store/guardrail/guardrails.ts'
import type { TeamContext } from '../context.ts'
import { defineGuardrails } from './define-guardrail.ts'
import { testDefinition, testedInWords } from './preview-guardrail.ts'
import { readGuardedNumbers } from './read-numbers.ts'

/** A starter without those that are there already; `tested` is what each of the others would have done. */
export type OfferedStarter = Starter & { tested: { definition: Definition; words: string[] }[]; there: Guardrail[] }

const WEEKS = 8

/** The guardrails a team is offered to begin with, each with its bound from the team's own weeks and what it would have done. */
export async function offerStarters(ctx: TeamContext): Promise<OfferedStarter[]> {
  const [starters, existing] = await Promise.all([readStarters(ctx), listGuardrails(ctx.db.prisma, ctx.team)])
  return await Promise.all(
    starters.map(async (starter) => {
      const twins = starter.definitions.map((definition) => existing.find((each) => isTwin(each, definition)))
      const missing = starter.definitions.filter((_, at) => twins[at] === undefined)
      const tested = missing.map(async (definition) => ({
        definition,
        words: testedInWords(await testDefinition(ctx, definition)),
      }))
      return {
        ...starter,
        definitions: missing,
        there: twins.filter((twin) => twin !== undefined),
        tested: await Promise.all(tested),
      }
    }),
  )
}

/** Enables the chosen ones that are not there yet; `seed` gives each its id, so that a form sent twice makes them once. */
export async function enableStarters(
  ctx: TeamContext,
  keys: readonly StarterKey[],
  seed: string,
): Promise<Guardrail[]> {
  if (keys.length === 0) throw new Invalid('Tick at least one.', { starters: 'Tick at least one.' })
  const wanted = (await readStarters(ctx)).flatMap(({ key, definitions }) =>
    keys.includes(key)
      ? definitions.map((definition) => ({ id: `${seed}_${key}_${scopeKey(definition.scope)}`, definition }))
      : [],
  )
  const existing = await listGuardrails(ctx.db.prisma, ctx.team)
  const missing = wanted.filter(
    ({ id, definition }) => !existing.some((each) => each.id !== id && isTwin(each, definition)),
  )
  if (missing.length === 0)
    throw new Conflict('None of these can be enabled any more. `/beat guardrail list` shows what is there.')
  return await defineGuardrails(ctx, missing)
}

/** Whether a guardrail watches the same in the same place, whatever its bounds. */
function isTwin(each: Guardrail, definition: Definition): boolean {
  const isSame = watchedBy(each).id === watchedBy(definition).id && scopeKey(each.scope) === scopeKey(definition.scope)
  return isSame && (watchedBy(definition).kind !== null || each.windowDays === definition.windowDays)
}

async function readStarters(ctx: TeamContext): Promise<Starter[]> {
  const { team, now } = ctx
  const day = shiftDay(localDay(now, team.zone), -1)
  const scope = { level: 'team' as const }
  const asked = { scope, windowDays: 7, maturityDays: 0, kind: 'max' as const }
  const { seriesOf } = await readGuardedNumbers(ctx, [asked], day, 7 * WEEKS)
  return starterSet(team, weeksBefore(seriesOf(scope), shiftDay(day, 1), WEEKS))
}
