import { grainInWords } from '../../domain/import/fact.ts'
import type { Import } from '../../domain/import/import.ts'
import type { Gone } from '../../domain/import/source.ts'
import { Conflict, NotFound } from '../../lib/errors.ts'
import { idsBefore } from '../../lib/ids.ts'
import { writeAudit } from '../../store/audits.ts'
import { requestRedraw } from '../../store/delivery/announcements.ts'
import { mergeAdLinks } from '../../store/fact/ad-links.ts'
import { assignCampaigns } from '../../store/fact/campaigns.ts'
import { findOverlaps, removeOverlaps } from '../../store/fact/counted-twice.ts'
import { mergeObjects } from '../../store/fact/crm-objects.ts'
import { findGrainClash, hasFactsWithin, lockFacts, mergeStaging } from '../../store/fact/facts.ts'
import { assignObjects } from '../../store/fact/funnel-records.ts'
import { type ReadBefore, removeGone } from '../../store/fact/gone-rows.ts'
import { findImport, forgetFedImports, listForgottenImports, settleImport } from '../../store/fact/imports.ts'
import { dropForgottenStaging, dropStaging, hasStaging } from '../../store/fact/staging.ts'
import { bumpDataVersion, findTeam } from '../../store/teams.ts'
import { type Tx, transaction } from '../../store/transaction.ts'
import type { Context, TeamContext } from '../context.ts'
import { announce, redraw } from '../delivery/announce.ts'
import { sayRestated, touchedReviews } from '../review/restate-reviews.ts'

const LONG_ENOUGH_MS = 10 * 60_000
const FORGOTTEN_AFTER_MS = 7 * 86_400_000
const FED_REMEMBERED_MS = 30 * 86_400_000
/** No file takes this long to read. */
const LEFT_BEHIND_AFTER_MS = 86_400_000

/** An import by its id. */
export async function readImport({ db, team }: TeamContext, id: string): Promise<Import> {
  const found = await findImport(db.prisma, team, id)
  if (!found) throw new NotFound('I cannot find this import any more. Drop the file again.')
  return found
}

/** Merges what a preview showed into the team's numbers, once, and announces it in the team's conversation. */
export async function confirmImport(ctx: TeamContext, id: string): Promise<Import> {
  return (await mergeOnce(ctx, id, null)).settled
}

async function mergeOnce(ctx: TeamContext, id: string, before: ReadBefore | null) {
  const { db } = ctx
  const waiting = await readImport(ctx, id)
  const gone = await transaction(db, async (tx) => await merge(tx, ctx, waiting, before), { timeoutMs: LONG_ENOUGH_MS })
  await dropStaging(db, id)
  return { settled: await readImport(ctx, id), gone }
}

/** What became of a file that nobody looks at before it is imported, and what its source no longer has. */
export type AtOnce = { outcome: 'imported' | 'dry run' | 'needs an answer'; settled: Import; gone: Gone | null }

/** Imports what is staged without asking a person; what leaves a question open, or is only tried, is dropped again. */
export async function settleAtOnce(
  ctx: TeamContext,
  staged: Import,
  { dryRun, before = null }: { dryRun: boolean; before?: ReadBefore | null },
): Promise<AtOnce> {
  const asking = staged.state === 'asking'
  const outcome = asking ? 'needs an answer' : dryRun ? 'dry run' : 'imported'
  if (outcome === 'imported') return { outcome, ...(await mergeOnce(ctx, staged.id, before)) }
  return { outcome, settled: await dropImport(ctx, staged.id, 'dropped'), gone: null }
}

async function merge(tx: Tx, ctx: TeamContext, waiting: Import, before: ReadBefore | null): Promise<Gone | null> {
  const { team, now } = ctx
  const { id, fileName, preview } = waiting
  if (!(await settleImport(tx, team, id, 'imported', now))) throw new Conflict(settledBefore(await readImport(ctx, id)))
  await lockFacts(tx, team)
  if (!(await hasStaging(tx, id))) throw new Conflict(rowsGone(fileName))
  const touched = await touchedReviews(tx, ctx, waiting)
  const { currency, rowsKept, rowsMerged } = preview
  const gone = before && !preview.objects ? await removeGone(tx, team, id, before) : null
  const written = preview.objects
    ? await mergeObjects(tx, { ...team, currency }, { importId: id, shared: rowsMerged > 0 })
    : await mergeFacts(tx, ctx, waiting)
  if (written !== rowsKept - rowsMerged) throw new Conflict(rowsGone(fileName))
  await bumpDataVersion(tx, team)
  await assignByPresentRules(tx, ctx, currency)
  // A preview that was posted turns into the confirmation; an import by the command line is told to the team. What comes by
  // itself every hour is not.
  if (waiting.conversationId) await redraw(tx, ctx, { subject: id, kind: 'import-preview' })
  else if (ctx.actor.kind !== 'ingest') await announce(tx, ctx, [{ kind: 'import-done', subject: id }])
  await sayRestated(tx, ctx, waiting, touched)
  const detail = { file: fileName, rows: rowsKept, ...(gone && gone.rows > 0 && { gone: gone.rows }) }
  await writeAudit(tx, ctx, { teamId: team.id, action: 'numbers imported', subject: id, detail })
  return gone
}

async function mergeFacts(tx: Tx, ctx: TeamContext, waiting: Import): Promise<number> {
  const { id, answers, preview } = waiting
  const replaceGrain = answers.replaceGrain === true
  if (!replaceGrain) await refuseNewClash(tx, ctx, waiting)
  if (answers.overlap === 'replace') await removeOverlaps(tx, ctx.team, id)
  else if (answers.overlap === undefined) await refuseNewOverlap(tx, ctx, waiting)
  const { currency, reading, rowsMerged } = preview
  const shared = rowsMerged > 0
  if (reading.columns.some(({ field }) => field === 'adLink')) await mergeAdLinks(tx, ctx.team, id)
  return await mergeStaging(tx, ctx.team, {
    importId: id,
    currency,
    clickKind: reading.clickKind,
    shared,
    replaceGrain,
  })
}

/** Of two previews of the same days at two levels, the second to be confirmed would count them twice. */
async function refuseNewClash(tx: Tx, { team }: TeamContext, { id, fileName, preview }: Import): Promise<void> {
  const { firstDay, lastDay } = preview
  if (firstDay === null || lastDay === null || !(await hasFactsWithin(tx, team, firstDay, lastDay))) return
  const clash = await findGrainClash(tx, team, id)
  if (!clash) return
  const { days, platform, there, comes } = clash
  throw new Conflict(
    `${days === 1 ? '1 day' : `${days} days`} of ${platform} in ${fileName} are there by ${grainInWords(there)} by now; this file has them by ${grainInWords(comes)}, and both would count twice. I imported nothing. Cancel this preview and drop the file again: then I ask which to keep.`,
  )
}

/** The same of two kinds of export of one platform. */
async function refuseNewOverlap(tx: Tx, { team }: TeamContext, { id, fileName }: Import): Promise<void> {
  const [overlap] = await findOverlaps(tx, team, id)
  if (!overlap) return
  const { days, there } = overlap
  throw new Conflict(
    `${days === 1 ? '1 day' : `${days} days`} of ${there.platform} in ${fileName} are there from another kind of export (${there.source}) by now, and both would count twice. I imported nothing. Cancel this preview and drop the file again: then I ask which to keep.`,
  )
}

/** The team may have been changed since the click, while the rows were merged; its row is locked by now. */
async function assignByPresentRules(tx: Tx, { team }: TeamContext, currency: string): Promise<void> {
  const present = await findTeam(tx, team)
  if (!present) throw new NotFound('This team has been removed, so there is nowhere to import to.')
  if (present.currency !== currency) {
    throw new Conflict(
      `${present.name} counts in ${present.currency} by now, and this preview is in ${currency}. I imported nothing. Drop the file again.`,
    )
  }
  await assignCampaigns(tx, present)
  await assignObjects(tx, present)
}

function rowsGone(fileName: string): string {
  return `The rows of ${fileName} are gone: the database was restarted in between. I imported nothing. Drop the file again.`
}

/** Drops a preview that is not wanted, or that an answer replaces by a better one; its message says so from then on. */
export async function dropImport(ctx: TeamContext, id: string, state: 'dropped' | 'replaced'): Promise<Import> {
  const { db, team, now } = ctx
  await transaction(db, async (tx) => {
    if (!(await settleImport(tx, team, id, state, now))) throw new Conflict(settledBefore(await readImport(ctx, id)))
    await redraw(tx, ctx, { subject: id, kind: 'import-preview' })
    await writeAudit(tx, ctx, { teamId: team.id, action: `import ${state}`, subject: id })
  })
  await dropStaging(db, id)
  return await readImport(ctx, id)
}

/** Drops previews that nobody confirmed for a week, and rows that a process which died left without a preview. */
export async function sweepImports({ db, now }: Pick<Context, 'db' | 'now'>): Promise<number> {
  const forgotten = await listForgottenImports(db.prisma, new Date(now.getTime() - FORGOTTEN_AFTER_MS))
  for (const { workspaceId, teamId, id } of forgotten) {
    await transaction(db, async (tx) => {
      await settleImport(tx, { workspaceId, id: teamId }, id, 'dropped', now)
      await requestRedraw(tx, { workspaceId, teamId, subject: id, kind: 'import-preview' })
    })
    await dropStaging(db, id)
  }
  await forgetFedImports(db.prisma, new Date(now.getTime() - FED_REMEMBERED_MS))
  await dropForgottenStaging(db, idsBefore('imp', new Date(now.getTime() - LEFT_BEHIND_AFTER_MS)))
  return forgotten.length
}

function settledBefore({ fileName, state }: Import): string {
  switch (state) {
    case 'imported':
      return `${fileName} was imported already; nothing was counted twice.`
    case 'dropped':
      return `This preview of ${fileName} was cancelled. Drop the file again to import it.`
    case 'replaced':
      return `This preview of ${fileName} was replaced by a newer one, below.`
    case 'asking':
      return `I asked something about ${fileName} first: answer it at its preview.`
    case 'ready':
      return `${fileName} is being imported by somebody else right now.`
  }
}
