import type { Team } from '../team.ts'
import type { Brief } from './experiment.ts'
import type { Verdict } from './rule.ts'

/** `standsInFor`: the owner who is away, where another person is asked in their place. */
type About = { team: Team; experimentId: string; number: number; title: string; standsInFor?: string }

/** Something about a test that a person is asked to do now. */
export type TestTask =
  /** `spoken`: what its rule says before its window is over. */
  | ({ kind: 'decision'; spoken: Verdict | null } & About)
  | ({ kind: 'learning' } & About)
  | ({
      kind: 'approval'
      budget: number | null
      by: string
      brief: Pick<Brief, 'change' | 'outcome' | 'because'>
    } & About)
  /** `says`: what the latest result says, against which the decision was proposed. */
  | ({
      kind: 'second decision'
      says: string | null
      decisionId: string
      verdict: Verdict
      rationale: string
      by: string
    } & About)

/** The tests of a team at a glance: which hold a slot, and how many slots there are. */
export type TestsGlance = {
  running: readonly { number: number; title: string }[]
  slots: { used: number; of: number }
}
