import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { shiftDay } from '../src/domain/week.ts'

// Believable rows at ad grain: five platforms, 250 campaigns, and so many ads that the days add up to the rows wanted.
// The same rows are written as an export, which is what people drop, and as the text format of COPY, which is the floor.

/** The last day of the rows; the years before it are filled. */
export const LAST_DAY = '2026-11-22'

const PLATFORMS = ['Google Ads', 'Meta Ads', 'LinkedIn Ads', 'TikTok Ads', 'Microsoft Ads']
const CAMPAIGNS = 250

/** The columns of the export that is imported. */
const HEADER = [
  'Date',
  'Platform',
  'Account ID',
  'Campaign ID',
  'Campaign name',
  'Ad group ID',
  'Ad group name',
  'Ad ID',
  'Ad name',
  'Currency',
  'Impressions',
  'Clicks',
  'Spend',
  'Conversions',
  'Conversion value',
  'Reach',
]

/** The columns of the floor's COPY: those of the table `fact`. */
export const FACT_COLUMNS =
  'workspace_id, team_id, day, source, grain, platform, account_id, campaign_id, ad_group_id, ad_id, ad_group_name, ad_name, ' +
  'currency, impressions, clicks, spend, conversions, conversions_value, reach, click_kind, import_id'

type Row = {
  day: string
  platform: string
  account: string
  campaign: number
  adGroup: number
  ad: number
  amounts: string[]
}

/** Writes so many rows over so many days as an export. */
export async function writeExport(path: string, rows: number, days: number): Promise<void> {
  const line = ({ day, platform, account, campaign, adGroup, ad, amounts }: Row) =>
    `${day},${platform},${account},c${campaign},${campaignName(campaign)},g${adGroup},${groupName(adGroup)},a${ad},${adName(ad)},EUR,${amounts.join(',')}\n`
  await write(path, rows, days, line, `${HEADER.join(',')}\n`)
}

/** Writes the same rows as the import would store them, in the text format of COPY. */
export async function writeCopy(path: string, rows: number, days: number): Promise<void> {
  const line = ({ day, platform, account, campaign, adGroup, ad, amounts }: Row) =>
    `wsp_floor0000000000000\ttea_floor0000000000000\t${day}\ttable\tad\t${platform}\t${account}\tc${campaign}\tg${adGroup}\ta${ad}\t${groupName(adGroup)}\t${adName(ad)}\tEUR\t${amounts.join('\t')}\t\timp_floor0000000000000\n`
  await write(path, rows, days, line, '')
}

async function write(path: string, rows: number, days: number, line: (row: Row) => string, opening: string) {
  function* chunks(): Generator<string> {
    let chunk = opening
    for (const row of makeRows(rows, days)) {
      chunk += line(row)
      if (chunk.length < 256 * 1024) continue
      yield chunk
      chunk = ''
    }
    yield chunk
  }
  await pipeline(Readable.from(chunks()), createWriteStream(path))
}

function* makeRows(rows: number, days: number): Generator<Row> {
  const random = createRandom(20261122)
  const adsPerDay = Math.ceil(rows / days)
  const firstDay = shiftDay(LAST_DAY, 1 - days)
  for (let made = 0, at = 0; at < days; at++) {
    const day = shiftDay(firstDay, at)
    for (let ad = 0; ad < adsPerDay && made < rows; ad++, made++) {
      const campaign = ad % CAMPAIGNS
      const impressions = Math.floor(200 + 20_000 * random())
      const clicks = Math.floor(impressions * (0.005 + 0.04 * random()))
      const conversions = clicks * 0.05 * random()
      yield {
        day,
        platform: PLATFORMS[campaign % PLATFORMS.length] ?? '',
        account: `${1000 + (campaign % 10)}`,
        campaign,
        adGroup: ad % (2 * CAMPAIGNS),
        ad,
        amounts: [
          `${impressions}`,
          `${clicks}`,
          (clicks * (0.4 + 2 * random())).toFixed(2),
          conversions.toFixed(2),
          (conversions * 80).toFixed(2),
          `${Math.floor(impressions * 0.8)}`,
        ],
      }
    }
  }
}

function campaignName(campaign: number): string {
  return `EU | Prospecting | Campaign ${campaign}`
}

function groupName(adGroup: number): string {
  return `Audience ${adGroup} lookalike`
}

function adName(ad: number): string {
  return `2026 Video ${ad} short cut`
}

/** The same numbers in every run (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
