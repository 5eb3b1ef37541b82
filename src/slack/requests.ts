import type { ModalView } from '@slack/types'
import type { WebClient } from '@slack/web-api'
import type { ChartSpec } from '../charts/spec.ts'
import type { UnitColumns, UnitsReading, UnitsWanted } from '../domain/experiment/units.ts'
import type { Import, ImportAnswers } from '../domain/import/import.ts'
import type { Problem } from '../domain/import/source.ts'
import type { Context, TeamContext } from '../flows/context.ts'
import type { Log } from '../lib/log.ts'
import type { Value } from './kit/values.ts'
import type { Place, Rendered } from './messenger.ts'

/** What one reading of a warehouse came to. */
type SourceRun =
  | { kind: 'imported'; rows: number; import: Import }
  | { kind: 'unchanged'; rows: number }
  | { kind: 'failed'; problem: Problem }
  | { kind: 'given up' }

/** What the listeners need beside the request itself; app.ts composes it. */
export type Desk = {
  log: Log
  /** The context of a person's request in a workspace, known by its Slack id. */
  contextFor(slackTeamId: string, userId: string | null): Promise<Context>
  /** The client that answers people in a workspace. */
  answering(workspaceId: string): Promise<WebClient>
  /** Posts what flows have announced; returns at once. */
  announceSoon(): void
  renderChart(spec: ChartSpec): Promise<Buffer>
  /** Downloads a file of Slack, reads it and stages it as an import. */
  importSlackFile(
    ctx: TeamContext,
    file: { slackFileId: string; conversationId: string; answers: ImportAnswers },
  ): Promise<Import>
  /** Downloads a file of Slack and adds up the units of a test in it; asks which column is which where that takes guessing. */
  readSlackUnits(file: { slackFileId: string; wanted: UnitsWanted; columns: UnitColumns | null }): Promise<UnitsReading>
  /** Numbers that come without a file. */
  sources: {
    /** The names of the warehouses that the configuration has for a team. */
    namesOf(ctx: TeamContext): Promise<string[]>
    /** Reads a warehouse now. */
    runNow(ctx: TeamContext, name: string): Promise<SourceRun>
    /** Where numbers of a team are pushed to. */
    addressOf(teamKey: string): string
  }
  /** Counts the parts that a review had to open without. */
  countLacking(parts: readonly string[]): void
  /** Work that goes on after the answer; it is waited for when the process stops. */
  later(work: Promise<unknown>): void
}

/** What every request of a person has. */
type Asked = { ctx: Context; client: WebClient; userId: string; desk: Desk }

/** A slash command; `text` is what follows the subcommand. */
export type Command = Asked & {
  text: string
  conversationId: string
  triggerId: string
  /** Answers this person alone. */
  answer(message: Pick<Rendered, 'text' | 'blocks'>): Promise<void>
}

/** A click on a button, or another element that acts at once. */
export type Click = Asked & {
  actionId: string
  value: string
  triggerId: string
  /** Where the message stands that was clicked; null in a modal or the home. */
  place: Place | null
  messageTs: string | null
  /** Whether that message is a private copy, which nobody will ever draw anew. */
  isCopy: boolean
  /** The modal it happened in, with all that was typed so far. */
  view: {
    id: string
    type: string
    callbackId: string
    hash: string
    metadata: string
    values: Record<string, Value>
  } | null
  answer(message: Pick<Rendered, 'text' | 'blocks'>): Promise<void>
}

/** A modal that was sent. */
export type Submission = Asked & { values: Record<string, Value>; metadata: string; triggerId: string; viewId: string }

/**
 * What a sent modal is answered with: nothing (it closes), or another view in its place. What takes longer than Slack waits for
 * an answer goes on in `meanwhile`, once that view is there.
 */
export type Next = { update: ModalView; meanwhile?(): Promise<void> } | undefined

/** A shortcut; a message shortcut also knows the message, its words and its files. */
export type Shortcut = Asked & {
  triggerId: string
  message: { conversationId: string; ts: string; text: string; fileIds: string[] } | null
  answer(message: Pick<Rendered, 'text' | 'blocks'>): Promise<void>
}

/** An event of Slack; `userId` is null where nobody in particular caused it. */
export type Event = Omit<Asked, 'userId'> & { userId: string | null; event: Record<string, unknown> }

/** Reads an id pair such as `rev_1:cha_2` from a button's value. */
export function pairOf(value: string): [string, string] {
  const [first = '', second = ''] = value.split(':')
  return [first, second]
}
