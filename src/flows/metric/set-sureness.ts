import type { Sureness } from '../../domain/analysis/cohort.ts'
import { Invalid } from '../../lib/errors.ts'
import { formatWrittenPercent } from '../../lib/format.ts'
import { writeAudit } from '../../store/audits.ts'
import { readSureness, writeSureness } from '../../store/sureness.ts'
import { transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { requireSetter } from '../settings-right.ts'

const FORM = /^(\d{1,3}) ?% ?,? ?(?:(\d{1,3}) ?(?:d|days?))?$/
const MOST_DAYS = 180

/** When a team judges its cohorts, and whether that was changed just now. */
export type SurenessAnswer = Sureness & { changed: boolean }

/** Reads `75 % 120 days` as people write it and judges cohorts so from then on; with nothing it only answers how it is. */
export async function setSureness(ctx: TeamContext, text: string): Promise<SurenessAnswer> {
  const { db, team } = ctx
  const before = await readSureness(db.prisma, team)
  const said = text.trim().toLowerCase()
  if (said === '') return { ...before, changed: false }
  await requireSetter(ctx)
  const [, percent, days] = FORM.exec(said) ?? []
  const after = { mature: Number(percent) / 100, wonDays: days === undefined ? before.wonDays : Number(days) }
  if (!(after.mature >= 0.5 && after.mature <= 1) || !(after.wonDays >= 7 && after.wonDays <= MOST_DAYS)) {
    throw new Invalid(
      `I cannot read "${text.trim()}". Write the maturity from 50 to 100 % and the days a customer may take from 7 to ${MOST_DAYS}: \`/beat numbers settings 80 % 90 days\`. Nothing was changed.`,
    )
  }
  await transaction(db, async (tx) => {
    await writeSureness(tx, team, after)
    await writeAudit(tx, ctx, {
      teamId: team.id,
      action: 'maturity of cohorts changed',
      subject: team.id,
      detail: { before, after, said: `cohorts count as mature ${inWords(after)} (before: ${inWords(before)})` },
    })
  })
  return { ...after, changed: true }
}

function inWords({ mature, wonDays }: Sureness): string {
  return `from ${formatWrittenPercent(mature)} on, within ${wonDays} days`
}
