import { FILTER_FORMS, filterInWords, readListFilter } from '../../domain/experiment/list-filter.ts'
import type { ListedTest } from '../../domain/experiment/past-test.ts'
import { Invalid } from '../../lib/errors.ts'
import { listPastTests } from '../../store/experiment/past-tests.ts'
import { readNames } from '../../store/people.ts'
import type { TeamContext } from '../context.ts'

/** One page of a list of tests. */
export type TestList = {
  /** What was asked for: as typed, and as it was understood. */
  text: string
  filter: string
  tests: ListedTest[]
  from: number
  found: number
  names: Record<string, string>
}

const PAGE = 8

/** Lists a team's tests by status, channel and lever as people write them; `userId` is whose "mine" are. */
export async function listTests(ctx: TeamContext, userId: string, text: string, from = 0): Promise<TestList> {
  const { db, team } = ctx
  const { filter, unknown } = readListFilter(text, team.channels)
  if (unknown.length > 0) {
    throw new Invalid(
      `I do not know "${unknown.join(' ')}" in this list. Filter it by ${FILTER_FORMS}; channels: ${team.channels.map(({ name }) => name).join(', ')}. To search words, \`/beat log ${text.trim()}\`.`,
    )
  }
  const { mine, ...asked } = filter
  const found = await listPastTests(db, team, { ...asked, ownerUserId: mine ? userId : null }, { from, limit: PAGE })
  const names = await readNames(db.prisma, ctx.workspaceId)
  return { text: text.trim(), filter: filterInWords(filter, team.channels), from, names, ...found }
}
