import type { Team } from '../team.ts'
import type { Action } from './action.ts'

/** An action that its owner is to do today, or should have done. */
export type ActionTask = { kind: 'action'; team: Team; action: Action; today: string }

/** Why a person is told privately of an action: it is theirs now, or somebody else dropped it. */
export const TOLD_WHY = ['assigned', 'dropped'] as const
export type ToldWhy = (typeof TOLD_WHY)[number]
