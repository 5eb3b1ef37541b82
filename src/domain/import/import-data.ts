import type { ImportPreview } from './import.ts'

/** A preview as data, for programs; `answeredBy` adds to each question, by its key, how it is answered there. */
export function importAsData(
  preview: ImportPreview,
  outcome: string,
  answeredBy: (key: string) => Readonly<Record<string, string | null>>,
) {
  const { reading, rowsRead, rowsKept, rowsMerged, objects } = preview
  const { skipped, firstDay, lastDay, currency, sums, platforms, replaces, unassigned, warnings } = preview
  return {
    outcome,
    file: preview.fileName,
    layout: reading.layout,
    grain: reading.grain,
    currency,
    columns: reading.columns,
    ignoredColumns: reading.ignoredColumns,
    rows: { read: rowsRead, kept: rowsKept, merged: rowsMerged },
    skipped,
    firstDay,
    lastDay,
    sums,
    platforms,
    replaces,
    unassigned,
    ...(objects ? { objects } : {}),
    questions: preview.questions.map((question) => ({ ...question, ...answeredBy(question.key) })),
    notes: reading.notes,
    warnings,
  }
}
