import type { ImportQuestion } from '../../domain/import/import.ts'
import { withAnswer } from '../../domain/import/import.ts'
import { isSourceName, type Source } from '../../domain/import/source.ts'
import { hintOf, tokenOf } from '../../domain/import/source-token.ts'
import { actorName } from '../../domain/team.ts'
import { Conflict, Invalid, NotFound } from '../../lib/errors.ts'
import { hashSecret } from '../../lib/secret.ts'
import { writeAudit } from '../../store/audits.ts'
import {
  deleteSource,
  findSource,
  findSourceNamed,
  insertSource,
  listSources,
  saveSourceAnswers,
  setSourceState,
} from '../../store/fact/sources.ts'
import { transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { requireSetter } from '../settings-right.ts'

/** Makes a source that others push to, with a token that only this answer ever holds. */
export async function newPushSource(ctx: TeamContext, name: string, secret: string): Promise<{ token: string }> {
  await requireSetter(ctx)
  if (!isSourceName(name)) {
    const form = 'Use up to 40 small letters, digits and hyphens, as in partner-feed.'
    throw new Invalid(`"${name}" cannot be the name of a source. ${form}`, { name: form })
  }
  const id = ctx.newId('src')
  await transaction(ctx.db, async (tx) => {
    const token = { hash: hashSecret(secret), hint: hintOf(secret) }
    const made = { id, name, kind: 'push' as const, token, nextRunAt: null }
    if (!(await insertSource(tx, ctx.team, { ...made, createdBy: actorName(ctx.actor), createdAt: ctx.now }))) {
      const taken = `There is a source "${name}" already. Choose another name, or revoke that one first.`
      throw new Conflict(taken)
    }
    await writeAudit(tx, ctx, { teamId: ctx.team.id, action: 'source made', subject: id, detail: { name } })
  })
  return { token: tokenOf(id, secret) }
}

/** Pauses a source or lets it go on. What is pushed to a paused one is refused, and a paused warehouse is not read. */
export async function pauseSource(ctx: TeamContext, source: Source, move: 'pause' | 'resume'): Promise<boolean> {
  await requireSetter(ctx)
  const { db, team } = ctx
  return await transaction(db, async (tx) => {
    const changed = await setSourceState(tx, team, source.id, move === 'pause' ? 'paused' : 'active')
    if (changed) await writeAudit(tx, ctx, { teamId: team.id, action: `source ${move}d`, subject: source.id })
    return changed
  })
}

/** Takes a source away for good: its token opens nothing any more, and what it brought stays. */
export async function revokeSource(ctx: TeamContext, source: Source): Promise<void> {
  await requireSetter(ctx)
  const { db, team } = ctx
  await transaction(db, async (tx) => {
    if (!(await deleteSource(tx, team, source.id))) throw new NotFound(gone(source.name))
    const detail = { name: source.name }
    await writeAudit(tx, ctx, { teamId: team.id, action: 'source revoked', subject: source.id, detail })
  })
}

/** Keeps a person's answer to what a source asked; it holds for every run from now on. */
export async function answerSource(ctx: TeamContext, id: string, key: string, value: string): Promise<Source> {
  await requireSetter(ctx)
  const { db, team, now } = ctx
  await transaction(db, async (tx) => {
    const source = await findSource(tx, team, id)
    if (!source) throw new NotFound(gone('that'))
    const question = source.problem?.questions.find((each) => each.key === key)
    if (!source.failingSince || !question) {
      throw new Conflict(`${source.name} does not ask this any more. \`/beat source list\` shows how it does.`)
    }
    await saveSourceAnswers(tx, team, id, withAnswer(source.answers, key, value), now)
    const detail = { key, value, said: `${source.name} is read by another answer: ${answerInWords(question, value)}` }
    await writeAudit(tx, ctx, { teamId: team.id, action: 'source answered', subject: id, detail })
  })
  const answered = await findSource(db.prisma, team, id)
  if (!answered) throw new NotFound(gone('that'))
  return answered
}

/** The source of a name as people write it; where there is none, the sentence names those there are. */
export async function sourceNamed({ db, team }: TeamContext, written: string): Promise<Source> {
  const name = written.trim().toLowerCase()
  const found = await findSourceNamed(db.prisma, team, name)
  if (found) return found
  const names = (await listSources(db.prisma, team)).map((each) => each.name)
  const there = names.length > 0 ? `There is: ${names.join(', ')}.` : 'There is none yet: `/beat source new` makes one.'
  throw new NotFound(name === '' ? `Name the source. ${there}` : `There is no source "${name}". ${there}`)
}

function gone(name: string): string {
  return `The source "${name}" is gone: somebody revoked it. \`/beat source list\` shows those there are.`
}

/** An answer as people chose it: `Which comes first in 03/04? The day`. */
function answerInWords({ ask, options }: ImportQuestion, value: string): string {
  return `${ask} ${options.find((each) => each.value === value)?.label ?? value}`
}
