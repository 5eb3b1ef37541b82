import { type Fact, grainInWords } from '../../domain/import/fact.ts'
import type { ExactSums, Import, ImportPreview, ImportQuestion, SkippedRows } from '../../domain/import/import.ts'
import { channelFinder } from '../../domain/team.ts'
import { dayInWords } from '../../domain/week.ts'
import { sumDecimals } from '../../lib/decimal.ts'
import { Invalid } from '../../lib/errors.ts'
import { formatCount, formatMoney } from '../../lib/format.ts'
import { findOverlaps, type Overlap } from '../../store/fact/counted-twice.ts'
import {
  countKeys,
  findGrainClash,
  findRepeated,
  findReplaced,
  findSubtotals,
  hasFactsWithin,
  type StagedCampaign,
  summariseStaging,
} from '../../store/fact/facts.ts'
import { type Staged, stageFacts } from '../../store/fact/staging.ts'
import type { TeamContext } from '../context.ts'
import { emptyPreview, type FileComing, keepStaged, toldBefore } from './keep-staged.ts'

/** A file of ad numbers on its way in. The tally is complete once the rows are read. */
export type FileToStage = FileComing & {
  batches: AsyncIterable<Fact[]>
  tally: () => { read: number; kept: number; skipped: SkippedRows[]; questions: ImportQuestion[]; warnings: string[] }
}

const MOST_UNASSIGNED = 10
/** From this share of rows on, rows that repeat another source's to the click are no coincidence. */
const REPEATED_SHARE = 0.3

/**
 * Reads a file into a staging table and says what importing it would do; nothing of the team's numbers changes yet.
 * A file with an open question is not staged: its preview holds the question.
 */
export async function stageImport(ctx: TeamContext, file: FileToStage): Promise<Import> {
  const asking = file.reading.questions.length > 0
  return await keepStaged(ctx, file, async (id) =>
    asking ? emptyPreview(ctx.team, file) : await previewOf(ctx, id, file, await stageFacts(ctx.db, id, file.batches)),
  )
}

async function previewOf(ctx: TeamContext, id: string, file: FileToStage, staged: Staged): Promise<ImportPreview> {
  const { db, team } = ctx
  const campaigns = await summariseStaging(db, id)
  const tally = file.tally()
  await refuseSubtotals(db, id, file)
  const days = campaigns.flatMap(({ firstDay, lastDay }) => [firstDay, lastDay]).sort()
  const [firstDay = null, lastDay = null] = [days[0], days.at(-1)]
  if (tally.kept === 0 || firstDay === null || lastDay === null) {
    const why = tally.skipped.map(({ reason, rows }) => `${rows} × ${reason}`).join(', ')
    throw new Invalid(
      `That file has no row of numbers${why ? ` (${why})` : ''}. I imported nothing. Export it again with one row per day.`,
    )
  }
  const rows = countRows(campaigns)
  const keys = staged.mayShareKeys ? await countKeys(db, id) : rows
  const findChannel = channelFinder(team.channels)
  const clash = await compareWithStore(ctx, id, file, { firstDay, lastDay, keys })
  const again = await toldBefore(ctx, file.fileHash)
  return {
    fileName: file.fileName,
    reading: file.reading,
    currency: team.currency,
    rowsRead: tally.read,
    rowsKept: tally.kept,
    rowsMerged: rows - keys,
    skipped: tally.skipped,
    firstDay,
    lastDay,
    platforms: platformsOf(campaigns),
    sums: sumsOf(campaigns),
    replaces: clash.replaces,
    unassigned: campaigns
      .filter(({ platform, campaign }) => findChannel(platform, campaign) === null)
      .slice(0, MOST_UNASSIGNED)
      .map(({ platform, campaign, spend }) => ({ platform, campaign, spend })),
    questions: [...clash.questions, ...(file.answers.leaveOutPlatforms ? [] : tally.questions)],
    warnings: [...again, ...clash.warnings, ...tally.warnings],
  }
}

/** Holds what is staged against what is there: rows it would replace, days at another grain, rows another source has too. */
async function compareWithStore(
  { db, team }: TeamContext,
  id: string,
  file: FileToStage,
  staged: { firstDay: string; lastDay: string; keys: number },
): Promise<{ replaces: ImportPreview['replaces']; questions: ImportQuestion[]; warnings: string[] }> {
  if (!(await hasFactsWithin(db.prisma, team, staged.firstDay, staged.lastDay))) {
    return { replaces: { rows: 0, spendBefore: null, spendAfter: null }, questions: [], warnings: [] }
  }
  const questions: ImportQuestion[] = []
  const clash = file.answers.replaceGrain ? null : await findGrainClash(db.prisma, team, id)
  if (clash) {
    questions.push({
      key: 'grain',
      ask: `${clash.days} days of ${clash.platform} (from ${dayInWords(clash.firstDay)}) are there by ${grainInWords(clash.there)}; this file has them by ${grainInWords(clash.comes)}. Adding both would count twice.`,
      options: [{ value: 'replace', label: `Replace by ${grainInWords(clash.comes)}` }],
    })
  }
  const [overlap] = file.answers.overlap ? [] : await findOverlaps(db.prisma, team, id)
  if (overlap) questions.push(askAboutOverlap(overlap, team.currency))
  const repeated = overlap ? null : await findRepeated(db, team, id)
  const warnings =
    repeated && repeated.rows >= REPEATED_SHARE * staged.keys
      ? [
          `${repeated.rows} rows repeat, to the click, what is there from ${repeated.platform} (${repeated.source}). If it is the same traffic, importing this counts it twice.`,
        ]
      : []
  return { replaces: await findReplaced(db, team, id), questions, warnings }
}

/** The same traffic by two kinds of export has two keys, so the later would be added instead of replacing the earlier. */
function askAboutOverlap({ there, days, firstDay, lastDay, rows, spend }: Overlap, currency: string): ImportQuestion {
  const when =
    days === 1
      ? `1 day of ${there.platform} (${dayInWords(firstDay)}) is`
      : `${days} days of ${there.platform} (${dayInWords(firstDay)} to ${dayInWords(lastDay)}) are`
  const brought = `${rows === 1 ? '1 row' : `${formatCount(rows)} rows`}${spend === null ? '' : `, ${formatMoney(Number(spend), currency, { digits: 2 })}`}`
  return {
    key: 'overlap',
    ask: `${when} there from another kind of export (${there.source}: ${brought}). If it is the same traffic, both would count twice.`,
    options: [
      { value: 'replace', label: 'Replace what is there' },
      { value: 'keep', label: 'Keep both: other traffic' },
    ],
  }
}

/** The platforms of a file, the largest spend first. */
function platformsOf(campaigns: StagedCampaign[]): ImportPreview['platforms'] {
  const names = [...new Set(campaigns.map(({ platform }) => platform))]
  return names
    .map((platform) => ({ platform, own: campaigns.filter((campaign) => campaign.platform === platform) }))
    .map(({ platform, own }) => ({
      platform,
      rows: countRows(own),
      spend: sumDecimals(own.map(({ spend }) => spend)),
      firstDay: own.map(({ firstDay }) => firstDay).sort()[0] ?? '',
      lastDay:
        own
          .map(({ lastDay }) => lastDay)
          .sort()
          .at(-1) ?? '',
    }))
    .sort((a, b) => Number(b.spend ?? -1) - Number(a.spend ?? -1) || a.platform.localeCompare(b.platform))
}

function countRows(campaigns: StagedCampaign[]): number {
  return campaigns.reduce((sum, { rows }) => sum + rows, 0)
}

function sumsOf(campaigns: StagedCampaign[]): ExactSums {
  const sum = (key: keyof ExactSums) => sumDecimals(campaigns.map((campaign) => campaign[key]))
  return {
    spend: sum('spend'),
    impressions: sum('impressions'),
    clicks: sum('clicks'),
    conversions: sum('conversions'),
    conversionsValue: sum('conversionsValue'),
  }
}

/** A file by ad that has each campaign's own row beside those of its ads holds one day at two levels. */
async function refuseSubtotals({ pool }: TeamContext['db'], id: string, { fileName }: FileToStage): Promise<void> {
  const found = await findSubtotals({ pool }, id)
  if (!found) return
  const rows = found.rows === 1 ? '1 row' : `${formatCount(found.rows)} rows`
  throw new Invalid(
    `${fileName} has days at two levels: ${rows} without an ${found.lacks === 'ad' ? 'ad' : 'ad group'} repeat, to the click, what the rows below them add up to (first: ${found.campaign} on ${dayInWords(found.day)}). Both would count twice, so I imported nothing. Export it at one level, without subtotals.`,
  )
}
