import type { Source } from '../../src/domain/import/source.ts'

/** A warehouse that was read an hour before noon of 20 November, with numbers of the day before; `changes` make it another source. */
export function makeSource(changes: Partial<Source> = {}): Source {
  const lastOkAt = new Date('2026-11-20T11:00:00Z')
  return {
    id: 'src_1',
    name: 'warehouse',
    kind: 'sql',
    state: 'active',
    tokenHint: null,
    answers: {},
    nextRunAt: new Date('2026-11-20T13:00:00Z'),
    leaseUntil: null,
    lastRunAt: lastOkAt,
    lastOkAt,
    lastRows: 10,
    lastDay: '2026-11-19',
    warnings: [],
    lastImportId: null,
    contentHash: '',
    dataVersion: 0,
    failures: 0,
    failingSince: null,
    problem: null,
    toldCode: null,
    createdBy: 'operator',
    createdAt: new Date('2026-11-16T08:00:00Z'),
    ...changes,
  }
}
