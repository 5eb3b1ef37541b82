import type { ModalView } from '@slack/types'
import { LEVERS, testName } from '../../../domain/experiment/experiment.ts'
import { type Idea, ideaOf, readTags } from '../../../domain/experiment/idea.ts'
import type { PastTest } from '../../../domain/experiment/past-test.ts'
import { TEMPLATES, type Template } from '../../../domain/experiment/template.ts'
import { narrators, type Team } from '../../../domain/team.ts'
import type { Context } from '../../../flows/context.ts'
import { findSimilar } from '../../../flows/experiment/find-similar.ts'
import { ideaSubject, logExperiment } from '../../../flows/experiment/log-experiment.ts'
import { readExperiment } from '../../../flows/experiment/read-experiment.ts'
import { teamById, teamMeant, teamOfExperiment } from '../../../flows/find-team.ts'
import { IDEA_FORM, recallDraft } from '../../../flows/keep-draft.ts'
import { openForTeam } from '../../forms/ask-team.ts'
import { typedOf } from '../../forms/drafts.ts'
import { openForm } from '../../forms/open-form.ts'
import { refreshForm } from '../../forms/refresh-form.ts'
import { listed } from '../../kit/sentence.ts'
import { plainOf } from '../../kit/text.ts'
import { textOf, type Value } from '../../kit/values.ts'
import { linkTo } from '../../links.ts'
import type { Click, Command, Next, Shortcut, Submission } from '../../requests.ts'
import { ALL_CHANNELS, type IdeaMetadata, ideaForm, leverInput } from '../../views/experiment/idea-form.ts'
import { similarShown } from '../../views/experiment/similar-tests.ts'
import type { ChosenMessage } from '../../views/team-choice.ts'
import { keepTyped } from '../keep-draft.ts'
import { formOf } from './plan-experiment.ts'
import { sayFormDone } from './say-done.ts'

const TITLE = 'New test · the idea'
const ASKED = { purpose: 'test', title: TITLE } as const
const MOST_SIMILAR = 3
const LONGEST_EVIDENCE = 1_500
// A word or two resemble everything.
const LEAST_TO_COMPARE = 12

/** `/beat test new [what to change]`. */
export async function newTestByCommand(command: Command, words: string): Promise<void> {
  await openForm(command, TITLE, async () => {
    const team = await teamMeant(command.ctx, command.conversationId)
    return await newIdea(command.ctx, team, { change: words })
  })
}

/** [New test] at home or in the review. */
export async function newTestByClick(click: Click): Promise<void> {
  await openForm(click, TITLE, async () => await newIdea(click.ctx, await teamById(click.ctx, click.value), {}))
}

/** The global shortcut, which comes from nowhere in particular. */
export async function newTestByShortcut(shortcut: Shortcut): Promise<void> {
  await openForTeam(shortcut, ASKED, async (team) => await newIdea(shortcut.ctx, team, {}))
}

/** "Make this a test": the message is the evidence of an idea that is still to be said, and stays linked. */
export async function makeThisATest(shortcut: Shortcut): Promise<void> {
  const { message } = shortcut
  if (!message) return
  await openForTeam(shortcut, ASKED, async (team) => await ideaOfMessage(shortcut, team, message))
}

/** The form of an idea that begins with a message as its evidence. */
export async function ideaOfMessage(
  { ctx, client }: Pick<Shortcut, 'ctx' | 'client'>,
  team: Team,
  message: ChosenMessage,
): Promise<ModalView> {
  const permalink = await linkTo(client, message)
  const { conversationId, ts, text } = message
  const link = permalink ?? ''
  const evidence = `${plainOf(text).slice(0, LONGEST_EVIDENCE - link.length - 1)}\n${link}`.trim()
  return await newIdea(ctx, team, { evidence }, { source: { conversationId, ts, permalink } })
}

/** [Edit the idea] on the card of a test that has not been launched. */
export async function editIdea(click: Click, experimentId: string): Promise<void> {
  const { ctx } = click
  await openForm(click, 'The idea', async () => {
    const team = await teamOfExperiment(ctx, experimentId)
    const { experiment } = await readExperiment({ ...ctx, team }, experimentId)
    const draft = ideaSubject(team.id, { experimentId })
    const { conversationId, ts, permalink } = experiment.brief.source ?? {
      conversationId: null,
      ts: null,
      permalink: null,
    }
    const about = { draft, version: experiment.version, conversationId, ts, permalink, parent: experiment.brief.parent }
    return await formFor(ctx, team, { ...about, id: experimentId, name: testName(experiment) }, ideaOf(experiment))
  })
}

/** Whatever is typed into the form is kept, and similar past tests appear under it. */
export async function ideaTyped(click: Click): Promise<void> {
  await keepTyped(click)
  const { ctx, view } = click
  if (!view) return
  const metadata: IdeaMetadata = JSON.parse(view.metadata)
  const team = await teamById(ctx, metadata.teamId)
  const similar = await similarTo(ctx, team, metadata.id, readIdea(view.values, metadata))
  const shown = similarShown(similar)
  const template = templateIn(view.values)
  if (shown === metadata.shown && template === (metadata.template ?? null)) return
  const state = { team, metadata: { ...metadata, template, shown }, idea: {}, draft: typedOf(view.values), similar }
  await refreshForm(click, ideaForm(state))
}

/** The idea was sent: it is in the log from now on, and its plan can follow at once. */
export async function saveIdea(submission: Submission): Promise<Next> {
  const { ctx, values, metadata: text } = submission
  const metadata: IdeaMetadata = JSON.parse(text)
  const team = await teamById(ctx, metadata.teamId)
  const teamCtx = { ...ctx, team }
  const { id } = await logExperiment(teamCtx, metadata, readIdea(values, metadata))
  // Somebody who says an idea anew has seen its plan, or does not want one yet.
  if (metadata.version === null) return { update: await formOf(ctx, id) }
  sayFormDone(submission, teamCtx, id)
  return undefined
}

/** The form of a new idea; what is given begins it. */
export async function newIdea(
  ctx: Context,
  team: Team,
  idea: Partial<Idea>,
  from: { source?: { conversationId: string; ts: string; permalink: string | null }; untried?: readonly string[] } = {},
) {
  const { source, untried = [] } = from
  const begunBy = source?.ts ?? (idea.parent ? `T-${idea.parent}` : undefined)
  const draft = ideaSubject(team.id, begunBy === undefined ? {} : { messageTs: begunBy })
  const { conversationId, ts, permalink } = source ?? { conversationId: null, ts: null, permalink: null }
  const parent = idea.parent ?? null
  const about = {
    draft,
    version: null,
    conversationId,
    ts,
    permalink,
    parent,
    ...(untried.length > 1 && { untried: listed(untried, 6) }),
  }
  const own = team.channels.filter(
    (channel) => ctx.actor.kind === 'person' && narrators(channel).includes(ctx.actor.userId),
  )
  const begun = { ...(own[0] && { channelId: own[0].id }), ...idea }
  return await formFor(ctx, team, { ...about, id: ctx.newId('exp'), name: null }, begun)
}

async function formFor(ctx: Context, team: Team, about: Omit<IdeaMetadata, 'teamId' | 'shown'>, idea: Partial<Idea>) {
  const kept = await recallDraft(ctx, { form: IDEA_FORM, subject: about.draft })
  // What was said with the command begins a draft that has no change yet.
  const draft = kept && { ...(idea.change && about.version === null && { change: idea.change }), ...kept }
  const template = draft && about.version === null ? templateIn(draft) : null
  const typed = draft ? readIdea(draft, { ...about, template, teamId: team.id, shown: '' }) : idea
  const similar = await similarTo(ctx, team, about.id, typed)
  const metadata = { ...about, template, teamId: team.id, shown: similarShown(similar) }
  return ideaForm({ team, metadata, idea, draft, similar })
}

async function similarTo(ctx: Context, team: Team, id: string, idea: Partial<Idea>): Promise<PastTest[]> {
  const said = [idea.change, idea.outcome, idea.because].filter(Boolean).join('\n')
  // What was made from a message has nothing to compare yet but the message.
  const text = said === '' ? (idea.evidence ?? '') : said
  if (text.trim().length < LEAST_TO_COMPARE) return []
  const about = { text, lever: idea.lever ?? null, channelId: idea.channelId ?? null, excluding: id }
  return await findSimilar({ ...ctx, team }, about, MOST_SIMILAR)
}

function templateIn(values: Record<string, Value>): Template | null {
  return TEMPLATES.find((each) => each === textOf(values, 'template')) ?? null
}

function readIdea(values: Record<string, Value>, metadata: IdeaMetadata): Idea {
  const { conversationId, ts, permalink, parent } = metadata
  const text = (id: string) => textOf(values, id) ?? ''
  const channel = text('channel')
  return {
    title: text('title'),
    change: text('change'),
    outcome: text('outcome'),
    because: text('because'),
    evidence: text('evidence'),
    tags: readTags(text('tags')),
    lever: LEVERS.find((lever) => lever === text(leverInput(metadata.template))) ?? null,
    channelId: channel === '' || channel === ALL_CHANNELS ? null : channel,
    source: conversationId && ts ? { conversationId, ts, permalink } : null,
    parent,
    template: templateIn(values),
  }
}
