import { withAnswer } from '../../domain/import/import.ts'
import type { Context } from '../../flows/context.ts'
import { findTeamHere, teamOfConversation, teamOfImport } from '../../flows/find-team.ts'
import { confirmImport, dropImport, readImport } from '../../flows/import/settle-import.ts'
import { Conflict } from '../../lib/errors.ts'
import { tell } from '../errors.ts'
import type { Click, Desk, Event, Shortcut } from '../requests.ts'
import { errorAnswer } from '../views/errors.ts'
import { importPreview } from '../views/import/import-preview.ts'
import { plainAnswer } from '../views/notices.ts'

/** Endings of files that may hold numbers; of others dropped in the channel nothing is said. */
const NUMBERS = /\.(csv|tsv|tab|txt|xlsx?)$/i

/** A file was dropped in a team's channel: its preview is posted, or the reason why it cannot be used. */
export async function importShared({ ctx, client, desk, event, userId }: Event): Promise<void> {
  const { file_id: slackFileId, channel_id: conversationId } = event
  if (typeof slackFileId !== 'string' || typeof conversationId !== 'string' || userId === null) return
  const team = await findTeamHere(ctx, conversationId)
  if (!team) return
  const { file } = await client.files.info({ file: slackFileId })
  if (!NUMBERS.test(file?.name ?? '')) return
  try {
    await desk.importSlackFile({ ...ctx, team }, { slackFileId, conversationId, answers: {} })
  } catch (error) {
    // The refusal stands under the file itself, where everyone who wonders about it looks; nothing else would tell them.
    const shown = errorAnswer(tell(error, desk.log, ctx.newId('err'), 'a dropped file'))
    await client.chat.postMessage({ channel: conversationId, ...threadOf(file, conversationId), ...shown })
  }
}

/** "Import these numbers" on a message with files. */
export async function importFromMessage({ ctx, desk, message, answer }: Shortcut): Promise<void> {
  if (!message || message.fileIds.length === 0)
    throw new Conflict('This message has no file. Use "Import these numbers" on a message with an export as CSV.')
  const team = await teamOfConversation(ctx, message.conversationId)
  for (const slackFileId of message.fileIds) {
    await desk.importSlackFile({ ...ctx, team }, { slackFileId, conversationId: message.conversationId, answers: {} })
  }
  await answer(plainAnswer('I read the file; its preview is in the channel.'))
}

/** [Import N rows]. */
export async function confirmTheImport({ ctx, value }: Click): Promise<void> {
  await confirmImport({ ...ctx, team: await teamOfImport(ctx, value) }, value)
}

/** [Show preview] of an import that waits: the same card again, for this person, with its buttons. */
export async function showImport({ ctx, value, answer }: Click): Promise<void> {
  const team = await teamOfImport(ctx, value)
  await answer(importPreview({ import: await readImport({ ...ctx, team }, value), teamName: team.name }))
}

/** [Cancel]. */
export async function cancelImport({ ctx, value }: Click): Promise<void> {
  await dropImport({ ...ctx, team: await teamOfImport(ctx, value) }, value, 'dropped')
}

/** An answer to what the file left open: it is read again with it, and a new preview takes the old one's place. */
export async function answerImport({ ctx, desk, value }: Click): Promise<void> {
  const { id, key, value: chosen } = JSON.parse(value)
  await answerWith(ctx, desk, id, key, chosen)
}

async function answerWith(ctx: Context, desk: Desk, id: string, key: string, chosen: string): Promise<void> {
  const team = await teamOfImport(ctx, id)
  const asked = await readImport({ ...ctx, team }, id)
  const { slackFileId, conversationId } = asked
  if (slackFileId === null || conversationId === null)
    throw new Conflict('This file came by the command line: answer it there.')
  const answers = withAnswer(asked.answers, key, chosen)
  const better = await desk.importSlackFile({ ...ctx, team }, { slackFileId, conversationId, answers })
  try {
    await dropImport({ ...ctx, team }, id, 'replaced')
  } catch (error) {
    // Somebody else answered first: their preview stands.
    await dropImport({ ...ctx, team }, better.id, 'dropped')
    throw error
  }
}

type Shared =
  | { shares?: { public?: Record<string, { ts?: string }[]>; private?: Record<string, { ts?: string }[]> } }
  | undefined

function threadOf(file: Shared, conversationId: string): { thread_ts?: string } {
  const shares = file?.shares?.public?.[conversationId] ?? file?.shares?.private?.[conversationId] ?? []
  const ts = shares[0]?.ts
  return ts ? { thread_ts: ts } : {}
}
