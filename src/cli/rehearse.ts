import { type Guardrail, guardrailName } from '../domain/guardrail/guardrail.ts'
import type { Rehearsed } from '../domain/guardrail/rehearsal.ts'
import { momentInWords } from '../domain/moment.ts'
import type { TeamContext } from '../flows/context.ts'
import { rehearseGuardrails } from '../flows/guardrail/rehearse-guardrails.ts'
import { Invalid } from '../lib/errors.ts'

/** What the guardrails of a team would have said over so many days, one line each, and how often that is. */
export async function rehearse(ctx: TeamContext, given: { days: string }): Promise<string> {
  const days = Number(given.days)
  if (!Number.isInteger(days) || days < 1 || days > 730) throw new Invalid('--days is a whole number from 1 to 730.')
  const { from, to, said, notes } = await rehearseGuardrails(ctx, days)
  const own = said.filter(({ what, under }) => what === 'fired' && under === null).length
  const grouped = said.filter(({ what, under }) => what === 'fired' && under !== null).length
  const asked = said.filter(({ what }) => what === 'reminder' || what === 'escalated').length
  const lines = said.length - own - grouped - asked
  const head = `${from} to ${to}: ${own} alerts in the conversation, ${grouped} more in their threads, ${lines} lines of what the numbers did and ${asked} reminders and questions to people, if nobody had touched any of them.`
  const namesOf = (guardrails: readonly Guardrail[]) =>
    guardrails.map((each) => guardrailName(each, ctx.team)).join(', ')
  return [
    head,
    ...said.map((each) => lineOf(ctx, each)),
    ...[...new Set(notes.map(({ note }) => note))].map((note) => {
      const those = notes.filter((each) => each.note === note).map(({ guardrail }) => guardrail)
      return `${namesOf(those)}: ${note}`
    }),
  ].join('\n')
}

function lineOf({ team }: TeamContext, { at, guardrail, what, detail, under }: Rehearsed): string {
  const sentence =
    typeof detail.sentence === 'string' ? detail.sentence : typeof detail.name === 'string' ? `by ${detail.name}` : ''
  const to = typeof detail.to === 'string' ? `to ${detail.to}` : ''
  const where = under === null ? '' : `in the thread of ${guardrailName(under, team)}`
  const said = [sentence, to, where].filter((part) => part !== '').join(', ')
  return `${momentInWords(at, team.zone)}\t${what}\t${guardrailName(guardrail, team)}\t${said}`
}
