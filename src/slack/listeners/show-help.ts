import { teamsMeant } from '../../flows/find-team.ts'
import { settersSentence } from '../../flows/settings-right.ts'
import type { Click, Command } from '../requests.ts'
import { USAGES } from '../usages.ts'
import { help } from '../views/help.ts'

/** `/beat help [word]`, and whatever `/beat` does not know. */
export async function showHelp({ ctx, userId, conversationId, text, answer }: Command): Promise<void> {
  const setters = await settersSentence(ctx, await teamsMeant(ctx, conversationId, userId))
  await answer(help({ commands: USAGES, filter: text, setters }))
}

/** [Help] at home. */
export async function showHelpByClick({ ctx, userId, answer }: Click): Promise<void> {
  const setters = await settersSentence(ctx, await teamsMeant(ctx, null, userId))
  await answer(help({ commands: USAGES, filter: '', setters }))
}
