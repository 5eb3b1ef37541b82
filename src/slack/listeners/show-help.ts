import type { Click, Command } from '../requests.ts'
import { USAGES } from '../usages.ts'
import { help } from '../views/help.ts'

/** `/beat help [word]`, and whatever `/beat` does not know. */
export async function showHelp({ text, answer }: Command): Promise<void> {
  await answer(help({ commands: [...USAGES], filter: text }))
}

/** [Help] at home. */
export async function showHelpByClick({ answer }: Click): Promise<void> {
  await answer(help({ commands: [...USAGES], filter: '' }))
}
