import type { TeamContext } from '../flows/context.ts'
import { readExperiment } from '../flows/experiment/read-experiment.ts'
import type { Announcement, Drawing } from './announcer/desk.ts'
import type { Rendered } from './messenger.ts'
import { experimentCard } from './views/experiment/card.ts'

/** Draws what is said about a test: its card, and the replies in its thread. */
export async function drawExperiment(
  ctx: TeamContext,
  { kind, subject }: Pick<Announcement, 'kind' | 'subject' | 'part'>,
): Promise<Drawing> {
  switch (kind) {
    case 'experiment-card':
      return message(experimentCard(await readExperiment(ctx, subject)))
    default:
      return { kind: 'nothing', reason: `no view draws ${kind}` }
  }
}

function message(rendered: Rendered): Drawing {
  return { kind: 'message', ...rendered }
}
