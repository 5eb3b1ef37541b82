import type { Design, Experiment } from '../../src/domain/experiment/experiment.ts'
import type { TeamContext } from '../../src/flows/context.ts'
import { logExperiment } from '../../src/flows/experiment/log-experiment.ts'
import { planExperiment } from '../../src/flows/experiment/plan-experiment.ts'
import type { PersonDriver } from '../../src/sandbox/person.ts'
import { CHANNEL, type Stage } from './stage.ts'
import { DESIGN } from './tests.ts'

const GUARDRAIL = { measure: 'cpl', name: 'CPL', kind: 'ratio', better: 'lower', margin: 0.05 } as const

/** What a person ticks in the launch form of a team whose numbers say nothing about its tracking. */
export const VOUCHED = { vouched: ['I checked tracking on every arm'] }

/** A test with a plan, as its owner would have made it by the forms. */
export async function planTest(ctx: TeamContext, design: Partial<Design> = {}, owner = 'U0PRIYA'): Promise<Experiment> {
  const own = { ...ctx, actor: { kind: 'person', userId: owner } as const }
  const channelId = ctx.team.channels[0]?.id ?? null
  const idea = {
    title: '',
    change: `Two fields instead of six ${ctx.newId('x')}`,
    outcome: 'more leads per click',
    because: 'people leave at the phone number',
    evidence: '',
    tags: [],
    lever: 'landing_page' as const,
    channelId,
    source: null,
    parent: null,
  }
  const form = { id: ctx.newId('exp'), draft: '', version: null }
  const { id, version } = await logExperiment(own, form, idea)
  const { perArm: _, ...plan } = { ...DESIGN, guardrails: [GUARDRAIL], weeks: 2, maturityDays: 7, ...design }
  const choices = { method: 'fixed', whenWorse: 'roll_back', whenBroken: 'roll_back', otherwise: 'extend' } as const
  return await planExperiment(
    own,
    { experimentId: id, version },
    { design: plan, choices: { ...choices, extendWeeks: 1 } },
  )
}

/** Opens the launch of a test by the button on its card. */
export async function openLaunch(stage: Stage, person: PersonDriver, number = 1): Promise<void> {
  await person.click(await stage.post(CHANNEL, `*T-${number} ·`), 'experiment_launch')
  await person.waitForModal('experiment_launch_form')
}
