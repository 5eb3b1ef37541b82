import type { Waterfall } from '../../charts/spec.ts'
import type { Bar } from '../../domain/analysis/waterfall.ts'
import { clamp } from '../kit/text.ts'

/** What the picture of a change is made of. */
type Pictured = {
  /** What the cost is called. */
  label: string
  currency: string
  period: { name: string }
  channel: { name: string } | null
  bars: readonly Bar[]
}

/** A bar's label may name several channels; beyond this it is cut. */
const LONGEST_LABEL = 160
const LONGEST_NAME = 60

/** The picture of why a cost changed: from the cost before, by its drivers and the rest, to the cost after; null where nothing moved. */
export function changeChart({ label, currency, period, channel, bars }: Pictured): Waterfall | null {
  const [before, after] = [bars[0], bars.at(-1)]
  if (!before || !after || bars.length < 3) return null
  const of = channel ? ` · ${clamp(channel.name, LONGEST_NAME)}` : ''
  const moved = after.value > before.value ? 'rose' : 'fell'
  return {
    kind: 'waterfall',
    title: `${label} ${moved} from ${before.words} to ${after.words}${of}`,
    subtitle: `${period.name}, against the period before`,
    metric: label,
    unit: 'money',
    currency,
    bars: bars.map((bar) => ({
      ...bar,
      label: clamp(bar.label, LONGEST_LABEL),
      kind: bar.kind === 'driver' ? 'part' : bar.kind,
    })),
  }
}
