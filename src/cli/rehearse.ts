import { type Guardrail, guardrailName } from '../domain/guardrail/guardrail.ts'
import type { Rehearsed } from '../domain/guardrail/rehearsal.ts'
import { dayInWords } from '../domain/week.ts'
import type { TeamContext } from '../flows/context.ts'
import { rehearseGuardrails } from '../flows/guardrail/rehearse-guardrails.ts'
import { Invalid } from '../lib/errors.ts'

/** What the guardrails of a team would have said over so many days, one line each, and how often that is. */
export async function rehearse(ctx: TeamContext, given: { days: string }): Promise<string> {
  const days = Number(given.days)
  if (!Number.isInteger(days) || days < 1 || days > 730) throw new Invalid('--days is a whole number from 1 to 730.')
  const { from, to, said, notes } = await rehearseGuardrails(ctx, days)
  const cards = said.filter(({ what }) => what === 'fired').length
  const head = `${from} to ${to}: ${cards} alerts, ${said.length - cards} lines in their threads, if nobody had answered any of them.`
  const namesOf = (guardrails: readonly Guardrail[]) =>
    guardrails.map((each) => guardrailName(each, ctx.team)).join(', ')
  return [
    head,
    ...said.map((each) => lineOf(ctx, each)),
    ...[...new Set(notes.map(({ note }) => note))].map((note) => {
      const own = notes.filter((each) => each.note === note).map(({ guardrail }) => guardrail)
      return `${namesOf(own)}: ${note}`
    }),
  ].join('\n')
}

function lineOf({ team }: TeamContext, { day, guardrail, what, detail }: Rehearsed): string {
  const sentence =
    typeof detail.sentence === 'string' ? detail.sentence : typeof detail.name === 'string' ? `by ${detail.name}` : ''
  return `${dayInWords(day)}\t${what}\t${guardrailName(guardrail, team)}\t${sentence}`
}
