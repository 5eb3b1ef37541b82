import type { Design, MetricKind, TestMetric } from '../../../domain/experiment/experiment.ts'
import { measureOf } from '../../../domain/experiment/measure.ts'
import { metricsOf } from '../../../domain/experiment/units.ts'

/** One number that can be typed into the form of a result: of which arm and metric (0 is the primary one), and which of its sums. */
export type ResultField = { id: string; arm: number; metric: number; name: FieldName; label: string; whole: boolean }

export type FieldName =
  | 'units'
  | 'events'
  | 'sum'
  | 'sumOfSquares'
  | 'top'
  | 'bottom'
  | 'topSquares'
  | 'bottomSquares'
  | 'products'

const NAMES: Record<MetricKind, readonly FieldName[]> = {
  proportion: ['units', 'events'],
  mean: ['units', 'sum', 'sumOfSquares'],
  ratio: ['units', 'top', 'bottom', 'topSquares', 'bottomSquares', 'products'],
}

/** Slack takes a hundred blocks; the frame around the numbers needs some of them. */
const MOST_INPUTS = 80

/** How the sums of a test's own metric are called in a form. */
const OWN = { top: 'amount above', bottom: 'amount below' }

/** Every number the form of a result asks for: metric by metric, and in each the arms one after the other. */
export function resultFields(design: Design): ResultField[] {
  const all = metricsOf(design).map((metric, index) =>
    design.arms.flatMap(({ name: arm }, armIndex) =>
      NAMES[metric.kind].map((name) => ({
        id: fieldId(armIndex, index, name),
        arm: armIndex,
        metric: index,
        name,
        label: `${arm} · ${wordOf(metric, name)}${index === 0 ? '' : ` (${metric.name})`}`,
        whole: metric.kind === 'proportion' || name === 'units',
      })),
    ),
  )
  const fields: ResultField[] = []
  // Guardrails that do not fit any more are given by a file.
  for (const own of all) if (fields.length + own.length <= MOST_INPUTS) fields.push(...own)
  return fields
}

/** The id of the input of one number. */
export function fieldId(arm: number, metric: number, name: FieldName): string {
  return `n:${arm}:${metric}:${name}`
}

/** How one sum of a metric is called: clicks and conversions where the catalogue knows, units and conversions where not. */
function wordOf(metric: TestMetric, name: FieldName): string {
  const measure = measureOf(metric.measure)
  const top = measure ? lower(measure.top) : OWN.top
  const bottom = measure ? lower(measure.bottom) : OWN.bottom
  switch (name) {
    case 'units':
      return metric.kind === 'proportion' && measure ? bottom : 'units'
    case 'events':
      return measure ? top : 'conversions'
    case 'sum':
      return 'sum'
    case 'sumOfSquares':
      return 'sum of squares'
    case 'top':
      return `sum of ${top}`
    case 'bottom':
      return `sum of ${bottom}`
    case 'topSquares':
      return `sum of squares of ${top}`
    case 'bottomSquares':
      return `sum of squares of ${bottom}`
    case 'products':
      return `sum of ${top} × ${bottom}`
  }
}

function lower(sum: string): string {
  const upper = ['mqls', 'sqls']
  if (upper.includes(sum)) return sum.slice(0, -1).toUpperCase()
  return sum.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}
