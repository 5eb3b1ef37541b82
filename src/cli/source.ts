import type { Problem } from '../domain/import/source.ts'
import { broughtInWords, nextInWords, stateInWords, troubleInWords } from '../domain/import/source-words.ts'
import type { TeamContext } from '../flows/context.ts'
import { sourceNamed } from '../flows/source/change-source.ts'
import { readSources } from '../flows/source/list-sources.ts'
import { Invalid } from '../lib/errors.ts'
import { formatCount } from '../lib/format.ts'

/** The reading of warehouses, as sources.ts composes it. */
type Sources = {
  namesOf(ctx: TeamContext): Promise<string[]>
  runNow(
    ctx: TeamContext,
    name: string,
  ): Promise<
    { kind: 'imported' | 'unchanged'; rows: number } | { kind: 'failed'; problem: Problem } | { kind: 'given up' }
  >
}

/** `source list`: each source of a team with how it does. */
export async function listTheSources(ctx: TeamContext, sources: Sources): Promise<string> {
  const { now, team } = ctx
  const configured = await sources.namesOf(ctx)
  const standings = await readSources(ctx, configured)
  const lines = standings.map(({ source, health, isConfigured }) => {
    const facts = [broughtInWords(source, team.zone), nextInWords(source, health, now, team.zone)]
    const trouble = troubleInWords(source, health, team.zone)
    return [
      [source.name, source.kind, stateInWords(health, isConfigured), ...facts].filter((fact) => fact !== '').join('\t'),
      ...(trouble === '' ? [] : [`  ${trouble}`]),
      ...source.warnings.map((warning) => `  warning  ${warning}`),
    ].join('\n')
  })
  const unread = configured.filter((name) => !standings.some(({ source }) => source.name === name))
  const waiting = unread.map(
    (name) => `${name}\tsql\tnot read yet: the bot reads it at its next beat, or "source run ${name}"`,
  )
  return (
    [...lines, ...waiting].join('\n') || 'No source. /beat source new makes one to push to; SOURCES names warehouses.'
  )
}

/** `source run NAME`: reads a warehouse now. Exit codes as for an import. */
export async function runTheSource(
  ctx: TeamContext,
  name: string,
  sources: Sources,
): Promise<{ code: 0 | 2 | 3; text: string }> {
  const isConfigured = (await sources.namesOf(ctx)).includes(name)
  if (!isConfigured && (await sourceNamed(ctx, name)).kind === 'push')
    throw new Invalid(`${name} is pushed to, so there is nothing to read.`)
  const ran = await sources.runNow(ctx, name)
  switch (ran.kind) {
    case 'imported':
      return { code: 0, text: `${name}: ${formatCount(ran.rows)} rows imported` }
    case 'unchanged':
      return { code: 0, text: `${name}: ${formatCount(ran.rows)} rows, nothing new` }
    case 'failed':
      return { code: ran.problem.code === 'asking' ? 3 : 2, text: `${name}: ${ran.problem.sentence}` }
    case 'given up':
      return { code: 2, text: `${name}: stopped` }
  }
}
