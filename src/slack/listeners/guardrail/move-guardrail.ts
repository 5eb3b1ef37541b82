import { type Guardrail, guardrailName } from '../../../domain/guardrail/guardrail.ts'
import type { Team } from '../../../domain/team.ts'
import type { TeamContext } from '../../../flows/context.ts'
import { teamMeant } from '../../../flows/find-team.ts'
import { startDrill } from '../../../flows/guardrail/drill.ts'
import { readStandings } from '../../../flows/guardrail/list-guardrails.ts'
import { GUARDRAIL_MOVES, type GuardrailMove, moveGuardrail } from '../../../flows/guardrail/move-guardrail.ts'
import { testDefinition } from '../../../flows/guardrail/preview-guardrail.ts'
import {
  explainGuardrail,
  guardrailById,
  guardrailNamed,
  teamOfGuardrail,
} from '../../../flows/guardrail/read-guardrails.ts'
import { Invalid, NotFound } from '../../../lib/errors.ts'
import { requireMember } from '../../members-only.ts'
import { type Click, type Command, pairOf } from '../../requests.ts'
import { guardrailDetail, guardrailList } from '../../views/guardrail/guardrail-list.ts'
import { guardrailWhy } from '../../views/guardrail/guardrail-why.ts'
import { drillStarted } from '../../views/guardrail/incident-answers.ts'
import { plainAnswer } from '../../views/notices.ts'
import { takeFrom } from '../../views/pages.ts'
import { editGuardrail } from './define-guardrail.ts'

/** `/beat guardrail list [from 31]`. */
export async function listGuardrailsByCommand(command: Command): Promise<void> {
  const team = await teamMeant(command.ctx, command.conversationId)
  const { from } = takeFrom(command.text)
  await command.answer(guardrailList({ team, standings: await readStandings({ ...command.ctx, team }), from }))
}

/** `/beat guardrail G-3`. */
export async function showGuardrail(command: Command, named: string): Promise<void> {
  const ctx = { ...command.ctx, team: await teamMeant(command.ctx, command.conversationId) }
  await command.answer(await detailOf(ctx, await guardrailNamed(ctx, named)))
}

/** `/beat guardrail pause | resume | delete G-3`. */
export async function moveByCommand(command: Command): Promise<void> {
  const [word = '', ...named] = command.text.trim().split(/\s+/)
  const move = GUARDRAIL_MOVES.find((each) => each === word.toLowerCase())
  if (!move) throw new Invalid('It is `/beat guardrail` with pause, resume or delete, and a number.')
  const ctx = { ...command.ctx, team: await teamMeant(command.ctx, command.conversationId) }
  await command.answer(movedAnswer(await moveGuardrail(ctx, named.join(' '), move), ctx.team, move))
}

/** The menu of a guardrail in the list. */
export async function moreOfGuardrail(click: Click): Promise<void> {
  const [what, id] = pairOf(click.value)
  const ctx = { ...click.ctx, team: await teamOfGuardrail(click.ctx, id) }
  const guardrail = await guardrailById(ctx, id)
  const move = GUARDRAIL_MOVES.find((each) => each === what)
  if (what === 'show') return await click.answer(await detailOf(ctx, guardrail))
  if (what === 'why') return await click.answer(guardrailWhy(await explainGuardrail(ctx, `G-${guardrail.number}`)))
  if (what !== 'edit' && what !== 'drill' && !move)
    throw new Invalid('I do not know this choice any more. `/beat guardrail list` shows what can be done now.')
  await requireMember(click)
  if (what === 'drill')
    return await click.answer(
      drillStarted({ team: ctx.team, guardrail: await startDrill(ctx, `G-${guardrail.number}`) }),
    )
  if (!move) return await editGuardrail(click, ctx, id)
  await click.answer(movedAnswer(await moveGuardrail(ctx, `G-${guardrail.number}`, move), ctx.team, move))
}

async function detailOf(ctx: TeamContext, { id }: Guardrail) {
  const standing = (await readStandings(ctx)).find(({ guardrail }) => guardrail.id === id)
  if (!standing)
    throw new NotFound('This guardrail has been removed. `/beat guardrail list` shows those that are there.')
  return guardrailDetail({ team: ctx.team, standing, tested: (await testDefinition(ctx, standing.guardrail)).past })
}

function movedAnswer(guardrail: Guardrail, team: Team, move: GuardrailMove) {
  const name = guardrailName(guardrail, team)
  const number = `G-${guardrail.number}`
  const said: Record<GuardrailMove, string> = {
    pause: `${name} is paused: it is not judged, and what was open because of it is closed. \`/beat guardrail resume ${number}\` lets it go on.`,
    resume: `${name} goes on: it is judged from the start within the hour.`,
    delete: `${name} is removed, and what was open because of it is closed. Its past alerts stay in the log.`,
  }
  return plainAnswer(said[move])
}
