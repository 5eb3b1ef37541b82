import type { Design } from '../src/domain/experiment/experiment.ts'
import type { Verdict } from '../src/domain/experiment/rule.ts'
import type { TeamContext } from '../src/flows/context.ts'
import { indexExperiment } from '../src/store/experiment/experiment-search.ts'
import { transaction } from '../src/store/transaction.ts'

const WHAT = [
  ['Two-step form', 'Ask for the work email first and for the rest on a second step', 'landing_page'],
  ['Shorter form', 'Remove the phone number and the company size from the form', 'landing_page'],
  ['Calculator headline', 'Lead with the savings calculator instead of the product name', 'landing_page'],
  ['Customer logos above the fold', 'Show twelve customer logos under the hero', 'landing_page'],
  ['Sticky call to action', 'Keep the sign-up button in sight while people scroll', 'landing_page'],
  ['Founder video', 'Run the founder explaining the forecast in forty seconds', 'creative'],
  ['Carousel of use cases', 'Replace the single image by a carousel of five use cases', 'creative'],
  ['Testimonial creative', 'Put the quote of a finance director into the picture', 'creative'],
  ['Price in the ad', 'Name the starting price in the headline of the ad', 'creative'],
  ['Annual discount', 'Offer two months for free with the annual plan', 'offer'],
  ['Longer trial', 'Give thirty days of trial instead of fourteen', 'offer'],
  ['Free audit', 'Offer a free audit of the account instead of a demo', 'offer'],
  ['Lookalike of won customers', 'Build the lookalike from won customers instead of leads', 'audience'],
  ['Exclude job seekers', 'Exclude visitors of the career pages from prospecting', 'audience'],
  ['Broad targeting', 'Drop interests and let the platform find the audience', 'audience'],
  ['Target cost bidding', 'Bid to a target cost per acquisition instead of maximum conversions', 'bid_or_budget'],
  ['Dayparting', 'Lower bids by forty percent at night and on weekends', 'bid_or_budget'],
  ['Brand bids capped', 'Cap the bids on our own brand name', 'bid_or_budget'],
] as const
const WHERE = [
  'LP-demo',
  'LP-forecast',
  'the pricing page',
  'the benchmark report',
  'the home page',
  'mobile',
  'desktop',
]
const WHO = [
  'small agencies',
  'finance teams',
  'returning visitors',
  'people in Germany',
  'people in France',
  'enterprise buyers',
]
const WHY = [
  'mobile users left at step two of the old form and never came back',
  'sales says that most callers ask for the price first',
  'session recordings show people scrolling past the hero without reading it',
  'the last survey named trust as the main reason not to sign up',
  'frequency passed six and the click rate fell every week since',
  'competitors changed their offer in autumn and clicks got dearer',
  'conversions cluster in office hours while spend does not',
]
const TAUGHT = [
  'People give their email before they give anything else, and stop when a second step surprises them',
  'Naming the price brings fewer leads and better ones',
  'Proof beats promise for cold audiences, and changes nothing for warm ones',
  'The platform finds buyers better than our interests do once it has fifty conversions a week',
  'A longer trial moves the decision and does not change it',
]
const VERDICTS_SEEN: Verdict[] = ['ship', 'roll_back', 'iterate', 'inconclusive', 'invalid']
const METRICS = ['Leads per click', 'Click rate', 'Cost per acquisition (CAC)', 'Sales-qualified rate']

const DESIGN: Design = {
  split: 'random',
  unit: 'user',
  arms: [
    { key: 'a', name: 'As it is', share: 0.5, matches: null },
    { key: 'b', name: 'New', share: 0.5, matches: null },
  ],
  audiences: [],
  creatives: [],
  budget: null,
  metric: { measure: 'own', name: '', kind: 'proportion', better: 'higher', baseline: 0.04, spread: null },
  expected: null,
  smallest: 0.1,
  guardrails: [],
  weeks: 3,
  maturityDays: 0,
  method: 'fixed',
  traffic: null,
  perArm: null,
}

type Test = { id: string; number: number; createdAt: Date }

/** Fills a team's log with `count` tests of every kind, decided ones with readings and learnings, and indexes each of them. */
export async function fillLog(ctx: TeamContext, count: number): Promise<void> {
  const { db, team } = ctx
  const key = { workspaceId: team.workspaceId, teamId: team.id }
  const tests = Array.from({ length: count }, (_, index) => testOf(ctx, index))
  await db.prisma.experiment.createMany({ data: tests.map((test) => ({ ...key, ...test })) })
  const decided = tests.filter(({ state }) => state === 'closed')
  await db.prisma.reading.createMany({ data: decided.map((test) => ({ ...key, ...readingOf(test) })) })
  await db.prisma.decision.createMany({ data: decided.map((test) => ({ ...key, ...decisionOf(test) })) })
  await db.prisma.learning.createMany({ data: decided.map((test) => ({ ...key, ...learningOf(test) })) })
  await db.pool.query('ANALYZE experiment, reading, decision, learning')
  await transaction(
    db,
    async (tx) => {
      for (const { id } of tests) await indexExperiment(tx, team, id)
    },
    { timeoutMs: 300_000 },
  )
}

/** Copies a team's tests to `copies` further teams, so that the index holds others' words too. */
export async function copyLog({ db, team }: TeamContext, copies: number): Promise<void> {
  const columns = async (table: string) => {
    const sql =
      "SELECT string_agg(quote_ident(column_name), ', ') AS list FROM information_schema.columns WHERE table_name = $1 AND NOT column_name = ANY($2)"
    return (
      (await db.pool.query<{ list: string }>(sql, [table, ['team_id', 'id', 'key', 'conversation_id']])).rows[0]
        ?.list ?? ''
    )
  }
  const [ofTeam, ofTest] = [await columns('team'), await columns('experiment')]
  for (let copy = 1; copy <= copies; copy++) {
    const other = `tea_other_${copy}`
    await db.pool.query(
      `INSERT INTO team (id, key, conversation_id, ${ofTeam}) SELECT $1, $1, $1, ${ofTeam} FROM team WHERE workspace_id = $2 AND id = $3`,
      [other, team.workspaceId, team.id],
    )
    await db.pool.query(
      `INSERT INTO experiment (team_id, id, ${ofTest}) SELECT $1, id, ${ofTest} FROM experiment WHERE workspace_id = $2 AND team_id = $3`,
      [other, team.workspaceId, team.id],
    )
  }
}

function testOf({ team, now, newId }: TeamContext, index: number) {
  const [title, change, lever] = pick(WHAT, index)
  const where = pick(WHERE, index * 7 + Math.floor(index / 11))
  const who = pick(WHO, index * 5 + Math.floor(index / 13))
  const createdAt = new Date(now.getTime() - (5_000 - index) * 6 * 3_600_000)
  return {
    id: newId('exp'),
    number: index + 1,
    title: `${title} on ${where} for ${who}`,
    state: index % 10 < 7 ? 'closed' : index % 10 < 9 ? 'idea' : 'running',
    ownerUserId: 'U0SAM',
    channelId: pick(team.channels, index * 3).id,
    lever,
    brief: {
      change: `${change}, on ${where}, for ${who}.`,
      outcome: `${pick(METRICS, index)} goes up by ${5 + (index % 20)} percent within three weeks.`,
      because: `Because ${pick(WHY, index * 11 + Math.floor(index / 3))}.`,
      evidence: `Report ${index}, interview ${index % 97}`,
      stage: null,
      tags: [where.toLowerCase(), pick(WHO, index)],
      source: null,
      parent: null,
    },
    design: { ...DESIGN, metric: { ...DESIGN.metric, name: pick(METRICS, index + 1) } },
    settledAt: index % 10 < 7 ? createdAt : null,
    createdAt,
    createdBy: 'U0SAM',
    updatedAt: createdAt,
    version: 1,
  }
}

function readingOf({ id, number, createdAt }: Test) {
  const lift = ((number * 37) % 41) / 100 - 0.2
  const arm = { arm: 'b', name: 'New', effect: { lift, low: lift - 0.05, high: lift + 0.05, p: 0.03, adjustedP: 0.03 } }
  return {
    id: `rea_${number}`,
    experimentId: id,
    source: 'typed',
    asOf: createdAt,
    dataThrough: createdAt,
    arms: [],
    result: { arms: [arm] },
    rulesVersion: 1,
    dedupe: `rea_${number}`,
    takenBy: 'U0SAM',
  }
}

function decisionOf({ id, number, createdAt }: Test) {
  return {
    id: `dec_${number}`,
    number,
    experimentId: id,
    readingId: `rea_${number}`,
    state: 'made',
    verdict: pick(VERDICTS_SEEN, number),
    rationale: `Decided after three weeks because ${pick(WHY, number)}.`,
    recommendation: { kind: 'wait', why: 'no data' },
    followed: true,
    madeBy: 'U0SAM',
    madeAt: createdAt,
  }
}

function learningOf({ id, number, createdAt }: Test) {
  return {
    experimentId: id,
    sentence: `${pick(TAUGHT, number * 3)}; seen on ${pick(WHERE, number)}.`,
    status: 'supported',
    supports: [number],
    contradicts: [],
    writtenBy: 'U0SAM',
    writtenAt: createdAt,
  }
}

function pick<T>(from: readonly T[], index: number): T {
  const found = from[index % from.length]
  if (found === undefined) throw new Error('there is nothing to pick from')
  return found
}
