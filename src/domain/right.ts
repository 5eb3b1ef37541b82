import type { Standing } from './standing.ts'
import type { Team } from './team.ts'

/**
 * Whether somebody may change the settings of a team: its lead, and the admins of the workspace, so that a lead who has left
 * locks nobody out. While a team has no lead, every member of the workspace may.
 */
export function maySet({ leadUserId }: Pick<Team, 'leadUserId'>, userId: string, standing: Standing | null): boolean {
  return leadUserId === null || leadUserId === userId || standing === 'admin'
}

/** Who may change the settings of a team, as the rest of a sentence. */
export function settersInWords({ leadUserId }: Pick<Team, 'leadUserId'>): string {
  return leadUserId === null
    ? 'by every member of the workspace, because it has no lead'
    : `by its lead, <@${leadUserId}>, or by an admin of the workspace`
}
