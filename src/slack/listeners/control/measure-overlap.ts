import type { OverlapMeasure } from '../../../domain/control/overlap.ts'
import { measureOverlap } from '../../../flows/control/measure-overlap.ts'
import { teamById } from '../../../flows/find-team.ts'
import { OVERLAP_FORM, recallDraft } from '../../../flows/keep-draft.ts'
import { Invalid } from '../../../lib/errors.ts'
import { openForm } from '../../forms/open-form.ts'
import { textOf, type Value } from '../../kit/values.ts'
import type { Click, Next, Submission } from '../../requests.ts'
import { overlapForm } from '../../views/control/overlap-form.ts'
import { noticeModal } from '../../views/review/narrative-form.ts'

const TITLE = 'Audience overlap'

/** [Give an overlap]. */
export async function openOverlap(click: Click): Promise<void> {
  const { ctx } = click
  await openForm(click, TITLE, async () => {
    const team = await teamById(ctx, click.value)
    const typed = (await recallDraft(ctx, { form: OVERLAP_FORM, subject: team.id })) ?? {}
    return overlapForm({ team, id: ctx.newId('ovl'), typed })
  })
}

/** The numbers were sent: they are kept, and what they say takes the place of the form. */
export async function saveOverlap({ ctx, values, metadata }: Submission): Promise<Next> {
  const { teamId, id }: { teamId: string; id: string } = JSON.parse(metadata)
  const team = await teamById(ctx, teamId)
  const { sentence } = await measureOverlap({ ...ctx, team }, id, readMeasure(values))
  return { update: noticeModal(TITLE, `${sentence} It stands in \`/beat controls\` now.`) }
}

function readMeasure(values: Record<string, Value>): OverlapMeasure {
  const lines = (textOf(values, 'parts') ?? '').split('\n').filter((line) => line.trim() !== '')
  const parts = lines.map(readPart)
  const whole = readCount(textOf(values, 'whole') ?? '')
  if (whole === null) throw fault('whole', 'Give one number, as in 22,990.')
  const names = parts.map(({ name }) => name)
  const sizes = parts.map(({ size }) => size)
  if (textOf(values, 'kind') === 'reach') return { kind: 'reach', names, sizes, whole }
  const [a, b] = parts
  if (!a || !b || parts.length !== 2) throw fault('parts', 'Give two audiences here, one a line.')
  return { kind: 'counts', names: [a.name, b.name], sizes: [a.size, b.size], both: whole }
}

function readPart(line: string, at: number): { name: string; size: number } {
  const joined = line.trim().replace(/(?<=\d)[\u00a0\u202f](?=\d)/g, '')
  const found = /^(.*\S)[\s:;]+([\d.,'’]+)$/.exec(joined)
  const size = readCount(found?.[2] ?? '')
  if (!found?.[1] || size === null)
    throw fault('parts', `Line ${at + 1} needs a name and a number, as in “Spring promo 41,978”.`)
  return { name: found[1].replace(/[:;,]+$/, '').slice(0, 120), size }
}

/** People are counted in whole numbers, so separators only group thousands. */
function readCount(text: string): number | null {
  const digits = text.replace(/[\s.,'’\u00a0\u202f]/g, '')
  return /^\d{1,15}$/.test(digits) ? Number(digits) : null
}

function fault(input: string, why: string): Invalid {
  return new Invalid(why, { [input]: why })
}
