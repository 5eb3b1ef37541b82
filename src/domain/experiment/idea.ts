import type { Experiment, Lever, Source } from './experiment.ts'
import type { Template } from './template.ts'

// An idea is what somebody believes and why, before anything is planned.

/** An idea as somebody says it. */
export type Idea = {
  /** Left empty, the change gives the title. */
  title: string
  change: string
  outcome: string
  because: string
  evidence: string
  tags: string[]
  /** null where none was chosen, which is a fault. */
  lever: Lever | null
  channelId: string | null
  source: Source | null
  /** The number of the test it goes on from. */
  parent: number | null
  template?: Template | null
}

const LONGEST_TITLE = 80
const MOST_TAGS = 10

/** What keeps an idea from being logged: a sentence for each part of it. */
export function ideaFaults(idea: Idea, channelIds: readonly string[]): Record<string, string> {
  const faults: Record<string, string> = {}
  if (!says(idea.change)) faults.change = 'Say what you would change, as in "Two fields instead of six on LP-demo".'
  if (!says(idea.outcome)) faults.outcome = 'Say what should follow from it, as in "more leads per click".'
  if (!says(idea.because)) faults.because = 'Say why you believe it. A guess is fine, as long as it is a reason.'
  if (idea.lever === null) faults.lever = 'Choose the one thing this test changes.'
  if (idea.channelId !== null && !channelIds.includes(idea.channelId)) {
    faults.channel = 'This channel has been removed from the team. Choose another one.'
  }
  return faults
}

/** The title of an idea: the one it was given, else the first words of its change. */
export function titleOf(idea: Pick<Idea, 'title' | 'change'>): string {
  const given = oneLine(idea.title) || oneLine(idea.change)
  if (given.length <= LONGEST_TITLE) return given
  const cut = given.slice(0, LONGEST_TITLE - 1)
  const space = cut.lastIndexOf(' ')
  return `${(space > LONGEST_TITLE / 2 ? cut.slice(0, space) : cut).replace(/[\ud800-\udbff]$/, '')}…`
}

/** Reads tags as they are typed: `#pricing, form` is pricing and form; each once, ten at most. */
export function readTags(text: string): string[] {
  const tags = text
    .split(/[,;\n]/)
    .map((tag) => tag.trim().replace(/^#+/, '').trim().toLowerCase().slice(0, 40))
    .filter((tag) => tag !== '')
  return [...new Set(tags)].slice(0, MOST_TAGS)
}

/** The idea that a test was made from. */
export function ideaOf(experiment: Experiment): Idea {
  const { title, lever, channelId, brief } = experiment
  const { change, outcome, because, evidence, tags, source, parent, template } = brief
  return {
    title,
    change,
    outcome,
    because,
    evidence,
    tags,
    lever,
    channelId,
    source,
    parent,
    template: template ?? null,
  }
}

function says(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text)
}

/** In one line and without marks that would make code or bold of what stands around a title. */
function oneLine(text: string): string {
  return text.replace(/[`*~]/g, '').trim().replace(/\s+/g, ' ')
}
