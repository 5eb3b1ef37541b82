import { Invalid } from '../../lib/errors.ts'
import { formatWrittenPercent } from '../../lib/format.ts'
import { writeAudit } from '../../store/audits.ts'
import { type NumberSettings, readSureness, writeSureness } from '../../store/sureness.ts'
import { transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { requireSetter } from '../settings-right.ts'

const FORM = /^(?:(\d{1,3}) ?% ?,? ?(?:(\d{1,3}) ?(?:d|days?))?)?(?:,? ?restated (\d{1,2}) ?%)?$/
const MOST_DAYS = 180

/** When a team judges its cohorts and what restates a week, and whether that was changed just now. */
export type SurenessAnswer = NumberSettings & { changed: boolean }

/** Reads `75 % 120 days restated 10 %` as people write it, each part or all of it, and judges so from then on; with nothing it only answers how it is. */
export async function setSureness(ctx: TeamContext, text: string): Promise<SurenessAnswer> {
  const { db, team } = ctx
  const before = await readSureness(db.prisma, team)
  const said = text.trim().toLowerCase()
  if (said === '') return { ...before, changed: false }
  await requireSetter(ctx)
  const read = FORM.exec(said)
  const [, percent, days, restated] = read ?? []
  const after = {
    mature: percent === undefined ? before.mature : Number(percent) / 100,
    wonDays: days === undefined ? before.wonDays : Number(days),
    restated: restated === undefined ? before.restated : Number(restated) / 100,
  }
  const isMature = after.mature >= 0.5 && after.mature <= 1
  const isRestated = after.restated >= 0.01 && after.restated <= 0.5
  if (!read || !isMature || !isRestated || !(after.wonDays >= 7 && after.wonDays <= MOST_DAYS)) {
    throw new Invalid(
      `I cannot read "${text.trim()}". Write the maturity from 50 to 100 % the days a customer may take from 7 to ${MOST_DAYS}, and from which change on a closed week is restated, from 1 to 50 %: \`/beat numbers settings 80 % 90 days restated 5 %\`. Nothing was changed.`,
    )
  }
  await transaction(db, async (tx) => {
    await writeSureness(tx, team, after)
    await writeAudit(tx, ctx, {
      teamId: team.id,
      action: 'settings of numbers changed',
      subject: team.id,
      detail: { before, after, said: `numbers: ${inWords(after)} (before: ${inWords(before)})` },
    })
  })
  return { ...after, changed: true }
}

function inWords({ mature, wonDays, restated }: NumberSettings): string {
  return `mature from ${formatWrittenPercent(mature)} on, ${wonDays} days to win, restated from ${formatWrittenPercent(restated)} on`
}
