import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as blocks from '../../../src/slack/kit/blocks.ts'
import * as inputs from '../../../src/slack/kit/inputs.ts'
import { validateBlocks, validateView } from '../../../src/slack/kit/limits.ts'

describe('blocks made by the kit', () => {
  it('keep every limit, however long what they are given is', () => {
    const long = fc.string({ minLength: 1, maxLength: 5_000 })
    fc.assert(
      fc.property(long, fc.integer({ min: 1, max: 120 }), (text, count) => {
        const drawn = [
          blocks.header(text),
          blocks.section(text, blocks.button({ id: 'a', text, label: text })),
          blocks.fields(Array.from({ length: count }, () => text)),
          blocks.context(...Array.from({ length: count }, () => text)),
          blocks.divider(),
          blocks.image({ alt: text, title: text, fileId: 'F1' }),
          blocks.richText([{ type: 'text', text }]),
        ]
        expect(validateBlocks(drawn, 'message')).toEqual([])
      }),
      { numRuns: 30 },
    )
  })

  it('draw a table with a bold header, aligned columns and no empty cell', () => {
    const table = blocks.table({ header: ['', 'CAC'], rows: [['Paid search', '']], align: ['left', 'right'] })

    expect(validateBlocks([table], 'message')).toEqual([])
    expect(table.column_settings).toEqual([{ align: 'left' }, { align: 'right' }])
    expect(table.rows).toEqual([
      [
        blocks.richText([{ type: 'text', text: '–', style: { bold: true } }]),
        blocks.richText([{ type: 'text', text: 'CAC', style: { bold: true } }]),
      ],
      [
        { type: 'raw_text', text: 'Paid search' },
        { type: 'raw_text', text: '–' },
      ],
    ])
  })

  it('draw every input so that Slack takes the form', () => {
    const choices = Array.from({ length: 120 }, (_, at) => ({ text: `Choice ${at}`, value: `c${at}` }))
    const form = [
      inputs.textInput({
        id: 'text',
        label: 'Text',
        multiline: true,
        initial: 'a',
        placeholder: 'b',
        min: 1,
        hint: 'c',
      }),
      inputs.numberInput({ id: 'number', label: 'Number', decimals: true, min: '0', max: '9', initial: '4.5' }),
      inputs.select({ id: 'select', label: 'Select', choices, initial: 'c3', placeholder: 'p' }),
      inputs.radio({ id: 'radio', label: 'Radio', choices, initial: 'c3' }),
      inputs.checkboxes({ id: 'boxes', label: 'Boxes', choices, initial: ['c1', 'c2'], optional: true }),
      inputs.usersSelect({ id: 'user', label: 'User', initial: 'U0SAM' }),
      inputs.conversationSelect({ id: 'conversation', label: 'Conversation', current: true }),
      inputs.datePicker({ id: 'day', label: 'Day', initial: '2026-11-23' }),
      inputs.timePicker({ id: 'time', label: 'Time', initial: '09:00', dispatch: true }),
    ]
    const view = { type: 'modal', title: blocks.plain('Form', 24), submit: blocks.plain('Save', 24), blocks: form }

    expect(validateView(view)).toEqual([])
    expect(form.map((block) => block.block_id)).toContain('conversation')
  })

  it('link nothing that was not written as a link', () => {
    expect(blocks.section('see example.com')).toMatchObject({ text: { type: 'mrkdwn', verbatim: true } })
  })

  it('ask before something that cannot be undone', () => {
    const confirm = blocks.confirm({ title: 'Close?', text: 'x'.repeat(400), yes: 'Close', no: 'Cancel', danger: true })
    const row = blocks.actions('row', [blocks.button({ id: 'close', text: 'Close', style: 'danger', confirm })])
    expect(validateBlocks([row], 'message')).toEqual([])
  })
})
