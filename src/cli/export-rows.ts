import { testName } from '../domain/experiment/experiment.ts'
import type { Recommendation } from '../domain/experiment/reading.ts'
import type { Team } from '../domain/team.ts'
import type { WholeTest } from '../flows/experiment/export-log.ts'

/** One row of an exported table: numbers stay numbers, everything else is text. */
export type Row = Record<string, string | number | boolean | null>

/** The tables of a log, named as their files are. */
export function tablesOf(
  { key: teamKey, channels }: Pick<Team, 'key' | 'channels'>,
  tests: readonly WholeTest[],
): Record<string, Row[]> {
  const channelOf = (id: string | null) => channels.find((channel) => channel.id === id)?.name ?? null
  const each = <T>(rows: (test: WholeTest) => T[], row: (item: T, test: WholeTest) => Row) =>
    tests.flatMap((test) =>
      rows(test).map((item) => ({ team: teamKey, test: testName(test.experiment), ...row(item, test) })),
    )
  return {
    tests: tests.map((test) => ({
      team: teamKey,
      test: testName(test.experiment),
      channel: channelOf(test.experiment.channelId),
      ...testRow(test),
    })),
    readings: tests.flatMap((test) => readingRows(teamKey, test)),
    decisions: each(
      ({ decisions }) => decisions,
      ({ number, state, verdict, arm, rationale, followed, madeBy, madeAt, secondBy, secondAt, recommendation }) => ({
        decision: `D-${number}`,
        state,
        verdict,
        arm,
        rationale,
        followed_recommendation: followed && !recommends(recommendation) ? null : followed,
        recommended: recommendation.kind === 'verdict' ? recommendation.verdict : recommendation.kind,
        made_by: madeBy,
        made_at: madeAt.toISOString(),
        second_by: secondBy,
        second_at: secondAt?.toISOString() ?? null,
      }),
    ),
    learnings: each(
      ({ learning }) => (learning ? [learning] : []),
      ({ sentence, status, supports, contradicts, writtenBy, writtenAt }) => ({
        learning: sentence,
        status,
        supports: numbers(supports),
        contradicts: numbers(contradicts),
        written_by: writtenBy,
        written_at: writtenAt.toISOString(),
      }),
    ),
    amendments: each(
      ({ amendments }) => amendments,
      ({ field, before, after, why, madeBy, madeAt }) => ({
        field,
        before,
        after,
        why,
        made_by: madeBy,
        made_at: madeAt.toISOString(),
      }),
    ),
  }
}

function testRow({ experiment, learning, decisions, card }: WholeTest): Row {
  const { title, state, lever, ownerUserId, brief, design, startsOn, endsOn, ruleHash } = experiment
  const made = decisions.findLast((decision) => decision.state === 'made')
  return {
    title,
    state,
    verdict: made?.verdict ?? null,
    learning: learning?.sentence ?? null,
    lever,
    owner: ownerUserId,
    change: brief.change,
    outcome: brief.outcome,
    because: brief.because,
    evidence: brief.evidence,
    stage: brief.stage,
    tags: brief.tags.join(', '),
    template: brief.template ?? null,
    goes_on_from: brief.parent === null ? null : `T-${brief.parent}`,
    message: brief.source?.permalink ?? null,
    card_conversation: card?.ts ? card.conversationId : null,
    card_ts: card?.ts ?? null,
    metric: design?.metric.name ?? null,
    baseline: design?.metric.baseline ?? null,
    smallest_effect: design?.smallest ?? null,
    expected_lift: design?.expected?.likely ?? null,
    weeks: design?.weeks ?? null,
    method: design?.method ?? null,
    arms: design?.arms.map(({ name }) => name).join(', ') ?? null,
    starts_on: startsOn,
    ends_on: endsOn,
    rule: ruleHash,
    created_at: experiment.createdAt.toISOString(),
    settled_at: experiment.settledAt?.toISOString() ?? null,
  }
}

/** A reading is one row for each arm that was held against the control. */
function readingRows(teamKey: string, { experiment, readings }: WholeTest): Row[] {
  return readings.flatMap(({ id, source, asOf, dataThrough, takenBy, result }) =>
    result.arms.map(({ arm, name, control, value, effect, chanceToWin, guardrails }) => ({
      team: teamKey,
      test: testName(experiment),
      reading: id,
      as_of: asOf.toISOString(),
      data_through: dataThrough,
      source,
      taken_by: takenBy,
      arm,
      arm_name: name,
      control,
      value,
      lift: effect?.lift ?? null,
      lift_low: effect?.low ?? null,
      lift_high: effect?.high ?? null,
      p: effect?.p ?? null,
      adjusted_p: effect?.adjustedP ?? null,
      chance_to_win: chanceToWin,
      split: result.split.state,
      guardrails: guardrails.map(({ name: of, state }) => `${of}: ${state}`).join(', '),
      recommendation:
        result.recommendation.kind === 'verdict' ? result.recommendation.verdict : result.recommendation.kind,
      directional: result.directional,
    })),
  )
}

function numbers(tests: readonly number[]): string {
  return tests.map((number) => `T-${number}`).join(', ')
}

/** Whether there was anything to follow: without a recommendation a decision followed none, and went against none. */
function recommends({ kind }: Recommendation): boolean {
  return kind === 'verdict' || kind === 'blocked'
}
