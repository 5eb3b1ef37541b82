import { describe, expect, it } from 'vitest'
import { listOf, readValues, textOf } from '../../../src/slack/kit/values.ts'

describe('reading what a person gave in a form', () => {
  it.each([
    ['a text', { type: 'plain_text_input', value: 'CTR fell' }, 'CTR fell'],
    ['an empty text', { type: 'plain_text_input', value: null }, null],
    ['a number, as it was typed', { type: 'number_input', value: '1400.50' }, '1400.50'],
    ['a chosen option', { type: 'static_select', selected_option: { text: {}, value: 'weekly' } }, 'weekly'],
    ['no option', { type: 'radio_buttons', selected_option: null }, null],
    ['ticked boxes', { type: 'checkboxes', selected_options: [{ value: 'a' }, { value: 'b' }] }, ['a', 'b']],
    ['no ticked box', { type: 'checkboxes', selected_options: [] }, []],
    ['a person', { type: 'users_select', selected_user: 'U0SAM' }, 'U0SAM'],
    ['people', { type: 'multi_users_select', selected_users: ['U1', 'U2'] }, ['U1', 'U2']],
    ['a conversation', { type: 'conversations_select', selected_conversation: 'C1' }, 'C1'],
    ['a day', { type: 'datepicker', selected_date: '2026-11-23' }, '2026-11-23'],
    ['a time', { type: 'timepicker', selected_time: '09:00' }, '09:00'],
    ['a moment', { type: 'datetimepicker', selected_date_time: 1_700_000_000 }, '1700000000'],
    ['files', { type: 'file_input', files: [{ id: 'F1' }] }, ['F1']],
    ['something unknown', 'nonsense', null],
  ])('reads %s', (_, element, value) => {
    expect(readValues({ answer: { any_action: element } })).toEqual({ answer: value })
  })

  it('names the values of a row with several elements by their own ids', () => {
    const state = { row: { from: { selected_date: '2026-11-02' }, to: { selected_date: '2026-11-08' } } }
    expect(readValues(state)).toEqual({ from: '2026-11-02', to: '2026-11-08' })
  })

  it('gives one value as a text and any number of them as a list', () => {
    const values = { one: 'a', several: ['a', 'b'], none: null }
    expect([textOf(values, 'one'), textOf(values, 'several'), textOf(values, 'absent')]).toEqual(['a', null, null])
    expect([listOf(values, 'one'), listOf(values, 'several'), listOf(values, 'none')]).toEqual([['a'], ['a', 'b'], []])
  })
})
