import { asJson, asList, asText, type Json, textOfObject } from '../json.ts'
import { Display } from './display.tsx'

/** Draws a `table` or `data_table` block. */
export function Table({ block }: { block: Json }) {
  const settings = asList(block.column_settings)
  const rows = (Array.isArray(block.rows) ? block.rows : []).map((row) =>
    asList(Array.isArray(row) ? row : asJson(row).cells),
  )
  const caption = textOfObject(block.caption)
  const [head = [], ...body] = rows
  const alignOf = (column: number, cells: Json[]): 'left' | 'right' | 'center' => {
    const align = settings[column]?.align
    if (align === 'right' || align === 'center') return align
    return cells[column]?.type === 'raw_number' ? 'right' : 'left'
  }
  return (
    <div className="table-scroll">
      <table className="table">
        {caption && <caption>{caption}</caption>}
        <thead>
          <tr>
            {head.map((cell, column) => (
              <th key={keyOf(column)} scope="col" style={{ textAlign: alignOf(column, body[0] ?? head) }}>
                <Cell cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.map((cells, row) => (
            <tr key={keyOf(row)}>
              {cells.map((cell, column) => (
                <td
                  key={keyOf(column)}
                  className={settings[column]?.is_wrapped ? 'wraps' : undefined}
                  style={{ textAlign: alignOf(column, cells) }}
                >
                  <Cell cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function keyOf(index: number): string {
  return `at-${index}`
}

function Cell({ cell }: { cell: Json }) {
  if (cell.type === 'rich_text') return <Display blocks={[cell]} />
  return <>{asText(cell.text) ?? asText(cell.value) ?? ''}</>
}
