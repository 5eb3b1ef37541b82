import { readHomePages, writeHomePages } from '../store/people.ts'
import type { Context } from './context.ts'

/** Where the pages of a Home begin: that of its teams, and that of what needs the person. */
export type HomePages = { teams: number; tasks: number }

/** The first pages of a Home. */
export const FIRST_PAGES: HomePages = { teams: 0, tasks: 0 }

/** Reads pages as they are written down, and as Homes of earlier versions carry them: that of the teams alone. */
export function readPages(written: string | null): HomePages {
  const [teams, tasks] = (written ?? '').split(':').map(Number)
  return { teams: teams || 0, tasks: tasks || 0 }
}

/** Pages as they are written down. */
function writtenPages({ teams, tasks }: HomePages): string {
  return `${teams}:${tasks}`
}

/** The pages of their Home that a person looked at last: a modal does not know them, and what it did is shown there. */
export async function keptPages({ db, workspaceId }: Context, userId: string): Promise<HomePages> {
  return readPages(await readHomePages(db.prisma, workspaceId, userId))
}

/** Remembers the pages of their Home that a person looks at. */
export async function keepPages({ db, workspaceId }: Context, userId: string, pages: HomePages): Promise<void> {
  const isFirst = pages.teams === 0 && pages.tasks === 0
  await writeHomePages(db.prisma, { workspaceId, userId }, isFirst ? null : writtenPages(pages))
}
