import { DEFAULTS, type Guardrail } from '../../../src/domain/guardrail/guardrail.ts'
import type { Series } from '../../../src/domain/guardrail/series.ts'
import { NO_ECONOMICS } from '../../../src/domain/metric/economics.ts'
import { NO_SUMS, type Sums } from '../../../src/domain/metric/metric.ts'
import { shiftDay } from '../../../src/domain/week.ts'

/** A ceiling on CAC over one day, unless told otherwise. */
export function ceiling(changes: Partial<Guardrail> = {}): Guardrail {
  return {
    ...DEFAULTS,
    id: 'grd_1',
    number: 4,
    name: 'CAC ceiling',
    scope: { level: 'team' },
    kind: 'max',
    metric: 'cac',
    windowDays: 1,
    breach: { low: null, high: 100 },
    version: 1,
    pausedAt: null,
    pausedBy: null,
    createdAt: new Date('2026-11-01T00:00:00Z'),
    createdBy: 'U0MARA',
    ...changes,
  }
}

/** Numbers of days in a row, the last of them complete. */
export function series(from: string, days: (Partial<Sums> | null)[], changes: Partial<Series> = {}): Series {
  const last = shiftDay(from, days.length - 1)
  return {
    from,
    days: days.map((sums) => (sums === null ? null : { ...NO_SUMS, ...sums })),
    media: last,
    crm: last,
    platforms: [{ platform: 'Google Ads', lastDay: last }],
    currency: 'EUR',
    budget: null,
    economics: NO_ECONOMICS,
    evidence: null,
    ...changes,
  }
}
