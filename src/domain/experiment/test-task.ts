import type { Team } from '../team.ts'
import type { Verdict } from './rule.ts'

type About = { team: Team; experimentId: string; number: number; title: string }

/** Something about a test that a person is asked to do now. */
export type TestTask =
  /** `spoken`: what its rule says before its window is over. */
  | ({ kind: 'decision'; spoken: Verdict | null } & About)
  | ({ kind: 'learning' } & About)
  | ({ kind: 'approval'; budget: number | null; by: string } & About)
  | ({ kind: 'second decision'; decisionId: string; verdict: Verdict; rationale: string; by: string } & About)

/** The tests of a team at a glance: which hold a slot, and how many slots there are. */
export type TestsGlance = {
  running: readonly { number: number; title: string }[]
  slots: { used: number; of: number }
}
