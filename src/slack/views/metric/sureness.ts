import type { KnownBlock } from '@slack/types'
import { section } from '../../kit/blocks.ts'
import { userText } from '../../kit/text.ts'

/** When a team judges its cohorts and what restates a week, and how to change that. */
export function surenessAnswer(state: {
  team: { name: string }
  mature: number
  wonDays: number
  restated: number
  changed: boolean
}): {
  text: string
  blocks: KnownBlock[]
} {
  const { team, mature, wonDays, restated, changed } = state
  const rule = `Leads are judged by what became of them from ${Math.round(mature * 100)} % maturity on, and a customer may take ${wonDays} days. Before that their numbers are provisional. A week whose review is open or closed is restated where spend, results or their cost change by more than ${Math.round(restated * 100)} %.`
  const next = changed
    ? 'Reviews that are open keep the numbers they were opened on.'
    : 'Change it with `/beat numbers settings 75 % 120 days restated 10 %`, or a part of it.'
  const text = `*${userText(team.name, 80)}* · ${changed ? 'From now on: ' : ''}${rule}\n${next}`
  return { text: rule, blocks: [section(text)] }
}
