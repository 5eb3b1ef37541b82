import type { Fact } from '../domain/import/fact.ts'
import { weekOf } from '../domain/week.ts'
import { demoDays, lastSunday } from './calendar.ts'
import { makeFacts } from './facts.ts'
import { type DemoFile, makeFiles } from './files.ts'
import { type FunnelRow, makeFunnel } from './funnel.ts'
import { type DemoNarrative, narratives } from './narratives.ts'
import { type Planted, plantedEvents } from './planted.ts'
import { type DemoTeam, makeTeam } from './team.ts'
import { byReport } from './warehouse.ts'

/** Everything the demo begins with. */
export type Demo = {
  team: DemoTeam
  /** The last complete week; its Monday review is the one to show. */
  lastWeek: string
  facts: Fact[]
  funnel: FunnelRow[]
  narratives: DemoNarrative[]
  /** What was hidden in the numbers for the product to find. */
  planted: Planted[]
  /** Exports a person can drop into the channel to try an import. */
  files: DemoFile[]
  /** A week that is in the numbers already, as another tool exports it: importing it would count it twice. */
  duplicateFile: DemoFile
}

// So long before the first day leads begin to come, so that sales has work on that day.
const leadIn = 28

/**
 * Makes a growth team with its numbers: daily facts by ad and the CRM objects behind them, the same for the same arguments.
 * `scale` 1 is about €440,000 and 7,500 leads a week; ratios such as CAC do not depend on it.
 */
export function makeDemoTeam(options: { lastDay: string; days: number; scale?: number }): Demo {
  const { lastDay, days, scale = 1 } = options
  const calendar = demoDays(lastDay, days + leadIn)
  const firstDay = calendar[leadIn]?.day ?? lastDay
  const { facts: all, leads } = makeFacts(calendar, scale)
  const facts = byReport(all.filter(({ day }) => day >= firstDay))
  const funnel = makeFunnel(calendar, leads, firstDay)
  return {
    team: makeTeam(scale),
    lastWeek: weekOf(lastSunday(lastDay)),
    facts,
    funnel,
    narratives,
    planted: plantedEvents(lastDay),
    ...makeFiles(facts, funnel, lastDay),
  }
}
