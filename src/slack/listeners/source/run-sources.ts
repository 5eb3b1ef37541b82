import type { Source } from '../../../domain/import/source.ts'
import type { Team } from '../../../domain/team.ts'
import { localDay, shiftDay } from '../../../domain/week.ts'
import type { TeamContext } from '../../../flows/context.ts'
import { teamById, teamMeant } from '../../../flows/find-team.ts'
import { requireSetter } from '../../../flows/settings-right.ts'
import {
  answerSource,
  newPushSource,
  pauseSource,
  revokeSource,
  sourceNamed,
} from '../../../flows/source/change-source.ts'
import { readSource, readSources, teamOfSource } from '../../../flows/source/list-sources.ts'
import { Invalid, NotFound } from '../../../lib/errors.ts'
import { nearWord } from '../../../lib/near-word.ts'
import { newSecret } from '../../../lib/secret.ts'
import { tell } from '../../errors.ts'
import { openForm } from '../../forms/open-form.ts'
import { ACTION } from '../../ids.ts'
import { textOf } from '../../kit/values.ts'
import type { Click, Command, Next, Submission } from '../../requests.ts'
import { errorAnswer } from '../../views/errors.ts'
import { plainAnswer } from '../../views/notices.ts'
import { takeFrom } from '../../views/pages.ts'
import { sourceForm, tokenShown } from '../../views/source/source-form.ts'
import { sourceList } from '../../views/source/source-list.ts'
import { sourceTrouble } from '../../views/source/source-note.ts'

type Request = Pick<Click, 'answer' | 'desk'>

const WORDS = ['list', 'new', 'run', 'pause', 'resume', 'revoke']

/** `/beat source list | new | run | pause | resume | revoke`. */
export async function runSources(command: Command): Promise<void> {
  const [word = '', ...rest] = command.text.trim().split(/\s+/)
  const name = rest.join(' ')
  const move = word.toLowerCase()
  if (move === 'new') {
    return await openNewSource(command, name, async () => await teamMeant(command.ctx, command.conversationId))
  }
  const ctx: TeamContext = { ...command.ctx, team: await teamMeant(command.ctx, command.conversationId) }
  if (move === '' || move === 'list') return await showSources(command, ctx, takeFrom(command.text).from)
  if (!WORDS.includes(move)) {
    const meant = nearWord(move, WORDS)
    const guess = meant === null ? '' : ` Did you mean \`${`/beat source ${meant} ${name}`.trim()}\`?`
    throw new Invalid(
      `I do not know "/beat source ${command.text}".${guess} It is \`/beat source\` with list, new, run, pause, resume or revoke.`,
    )
  }
  await moveSource(command, ctx, await sourceNamed(ctx, name), move)
}

/** [Sources] at home, and [Show sources] on what a lead is told. */
export async function showSourcesByClick(click: Click): Promise<void> {
  await showSources(click, { ...click.ctx, team: await teamById(click.ctx, click.value) })
}

/** [New source] in the list. */
export async function newSourceByClick(click: Click): Promise<void> {
  await openNewSource(click, '', async () => await teamById(click.ctx, click.value))
}

/** The name of a new source was sent: its token is shown, this once. */
export async function saveSource({ ctx, values, metadata, desk }: Submission): Promise<Next> {
  const { teamId }: { teamId: string } = JSON.parse(metadata)
  const team = await teamById(ctx, teamId)
  const name = (textOf(values, 'name') ?? '').trim().toLowerCase()
  const { token } = await newPushSource({ ...ctx, team }, name, newSecret())
  const day = shiftDay(localDay(ctx.now, team.zone), -1)
  return { update: tokenShown({ team, name, token, address: desk.sources.addressOf(team.key), day }) }
}

const MOVES: Readonly<Record<string, string>> = {
  [ACTION.runSource]: 'run',
  [ACTION.pauseSource]: 'pause',
  [ACTION.resumeSource]: 'resume',
  [ACTION.revokeSource]: 'revoke',
}

/** [Read now], [Pause], [Resume] and [Revoke] in the list. */
export async function moveSourceByClick(click: Click): Promise<void> {
  const ctx: TeamContext = { ...click.ctx, team: await teamOfSource(click.ctx, click.value) }
  const source = await readSource(ctx, click.value)
  if (!source) throw new NotFound('This source was revoked. `/beat source list` shows those there are.')
  await moveSource(click, ctx, source, MOVES[click.actionId] ?? '')
}

/** An answer to what a source asked: it holds from now on, and a warehouse is read again at once. */
export async function answerSourceByClick(click: Click): Promise<void> {
  const { id, key, value }: { id: string; key: string; value: string } = JSON.parse(click.value)
  const ctx: TeamContext = { ...click.ctx, team: await teamOfSource(click.ctx, id) }
  const source = await answerSource(ctx, id, key, value)
  if (source.kind === 'sql') return await readNow(click, ctx, source)
  await click.answer(
    plainAnswer(
      `Noted for ${source.name}. What is pushed next is read that way; what was refused has to be pushed again.`,
    ),
  )
}

async function moveSource(request: Request, ctx: TeamContext, source: Source, move: string): Promise<void> {
  const { name } = source
  switch (move) {
    case 'run':
      return await readNow(request, ctx, source)
    case 'revoke':
      if (source.kind === 'sql' && (await request.desk.sources.namesOf(ctx)).includes(name)) {
        throw new Invalid(
          `${name} is named by the configuration. Whoever runs me takes it out of the file of SOURCES; \`/beat source pause ${name}\` stops it until then.`,
        )
      }
      await revokeSource(ctx, source)
      return await request.answer(
        plainAnswer(`${name} is revoked: its token opens nothing any more. What it brought stays.`),
      )
    default: {
      const isPause = move === 'pause'
      const changed = await pauseSource(ctx, source, isPause ? 'pause' : 'resume')
      const state = isPause ? 'paused' : 'active'
      const back = isPause ? ` \`/beat source resume ${name}\` lets it go on.` : ''
      return await request.answer(
        plainAnswer(changed ? `${name} is ${state} now.${back}` : `${name} was ${state} already.`),
      )
    }
  }
}

async function readNow({ answer, desk }: Request, ctx: TeamContext, source: Source): Promise<void> {
  const { name } = source
  if (source.kind === 'push') {
    throw new Invalid(`${name} is pushed to, so there is nothing to read. Its sender decides when numbers come.`)
  }
  await answer(plainAnswer(`Reading ${name}. I tell you here when it is done.`))
  // A warehouse may take minutes, and nobody waits for an answer that long.
  desk.later(
    desk.sources
      .runNow(ctx, name)
      .then(
        async (ran) =>
          await answer(ran.kind === 'failed' ? sourceTrouble(ran.problem) : plainAnswer(ranInWords(name, ran))),
        async (error: unknown) =>
          await answer(errorAnswer(tell(error, desk.log, ctx.newId('err'), `source run ${name}`))),
      )
      .finally(() => desk.announceSoon()),
  )
}

type Ran = Awaited<ReturnType<Click['desk']['sources']['runNow']>>

function ranInWords(name: string, ran: Exclude<Ran, { kind: 'failed' }>): string {
  switch (ran.kind) {
    case 'imported':
      return `${name} is read: ${ran.rows.toLocaleString('en-US')} rows imported.`
    case 'unchanged':
      return `${name} is read: nothing new since the last time.`
    case 'given up':
      return `I was stopped while reading ${name}. It is read again as soon as I am back.`
  }
}

async function showSources({ answer, desk }: Request, ctx: TeamContext, from = 0): Promise<void> {
  const sources = await readSources(ctx, await desk.sources.namesOf(ctx))
  await answer(sourceList({ team: ctx.team, sources, now: ctx.now, from }))
}

async function openNewSource(
  request: Pick<Click, 'ctx' | 'client' | 'triggerId'>,
  name: string,
  find: () => Promise<Team>,
): Promise<void> {
  await openForm(request, 'New source', async () => {
    const team = await find()
    await requireSetter({ ...request.ctx, team })
    return sourceForm({ team, name: name.trim().toLowerCase() })
  })
}
