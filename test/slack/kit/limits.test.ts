import { describe, expect, it } from 'vitest'
import type { Surface } from '../../../src/slack/kit/limits.ts'
import { validateBlocks } from '../../../src/slack/kit/limits.ts'

const text = (length: number) => ({ type: 'mrkdwn', text: 'x'.repeat(length) })
const plain = (length: number) => ({ type: 'plain_text', text: 'x'.repeat(length) })
const button = (more: object = {}) => ({ type: 'button', text: plain(5), ...more })
const section = (more: object = {}) => ({ type: 'section', text: text(5), ...more })
const actions = (...elements: object[]) => ({ type: 'actions', elements })
const input = (element: object, more: object = {}) => ({ type: 'input', label: plain(5), element, ...more })
const option = (value: string, more: object = {}) => ({ text: plain(5), value, ...more })
const options = (count: number) => Array.from({ length: count }, (_, at) => option(`o${at}`))
const many = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one)
const raw = (value: string) => ({ type: 'raw_text', text: value })
const rich = (...elements: object[]) => ({ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] })

const NUMBER = { type: 'number_input', is_decimal_allowed: false }

type Row = [rule: string, fits: unknown[], tooMuch: unknown[], surface?: Surface]

const RULES: Row[] = [
  [
    'a header has at most 150 characters',
    [{ type: 'header', text: plain(150) }],
    [{ type: 'header', text: plain(151) }],
  ],
  ['a header is plain text', [{ type: 'header', text: plain(9) }], [{ type: 'header', text: text(9) }]],
  ['a section has at most 3,000 characters', [section({ text: text(3_000) })], [section({ text: text(3_001) })]],
  ['a section has some text', [section({ text: text(1) })], [section({ text: text(0) })]],
  ['a section has text or fields', [{ type: 'section', fields: [text(1)] }], [{ type: 'section' }]],
  [
    'a section has at most 10 fields',
    [section({ fields: many(10, text(1)) })],
    [section({ fields: many(11, text(1)) })],
  ],
  ['a field has at most 2,000 characters', [section({ fields: [text(2_000)] })], [section({ fields: [text(2_001)] })]],
  [
    'a context has at most 10 elements',
    [{ type: 'context', elements: many(10, text(1)) }],
    [{ type: 'context', elements: many(11, text(1)) }],
  ],
  ['a row has at most 25 elements', [actions(...many(25, button()))], [actions(...many(26, button()))]],
  ['a row has an element', [actions(button())], [actions()]],
  [
    'a button has at most 75 characters',
    [actions(button({ text: plain(75) }))],
    [actions(button({ text: plain(76) }))],
  ],
  [
    'a button value has at most 2,000',
    [actions(button({ value: 'x'.repeat(2_000) }))],
    [actions(button({ value: 'x'.repeat(2_001) }))],
  ],
  ['a button is primary or danger', [actions(button({ style: 'danger' }))], [actions(button({ style: 'default' }))]],
  [
    'an action id has at most 255',
    [actions(button({ action_id: 'x'.repeat(255) }))],
    [actions(button({ action_id: 'x'.repeat(256) }))],
  ],
  ['a block id has at most 255', [section({ block_id: 'x'.repeat(255) })], [section({ block_id: 'x'.repeat(256) })]],
  [
    'block ids are unique',
    [section({ block_id: 'a' }), section({ block_id: 'b' })],
    [section({ block_id: 'a' }), section({ block_id: 'a' })],
  ],
  [
    'action ids are unique in a block',
    [actions(button({ action_id: 'a' }), button({ action_id: 'b' }))],
    [actions(button({ action_id: 'a' }), button({ action_id: 'a' }))],
  ],
  [
    'an alt text has at most 2,000',
    [{ type: 'image', alt_text: 'x'.repeat(2_000), image_url: 'u' }],
    [{ type: 'image', alt_text: 'x'.repeat(2_001), image_url: 'u' }],
  ],
  ['an image has an alt text', [{ type: 'image', alt_text: 'x', image_url: 'u' }], [{ type: 'image', image_url: 'u' }]],
  [
    'an image has a source',
    [{ type: 'image', alt_text: 'x', slack_file: { id: 'F1' } }],
    [{ type: 'image', alt_text: 'x' }],
  ],
  [
    'a select has at most 100 options',
    [actions({ type: 'static_select', options: options(100) })],
    [actions({ type: 'static_select', options: options(101) })],
  ],
  [
    'an overflow has at most 5 options',
    [actions({ type: 'overflow', options: options(5) })],
    [actions({ type: 'overflow', options: options(6) })],
  ],
  [
    'radio buttons are at most 10',
    [actions({ type: 'radio_buttons', options: options(10) })],
    [actions({ type: 'radio_buttons', options: options(11) })],
  ],
  [
    'checkboxes are at most 10',
    [actions({ type: 'checkboxes', options: options(10) })],
    [actions({ type: 'checkboxes', options: options(11) })],
  ],
  [
    'an option text has at most 75',
    [actions({ type: 'overflow', options: [option('a', { text: plain(75) })] })],
    [actions({ type: 'overflow', options: [option('a', { text: plain(76) })] })],
  ],
  [
    'an option value has at most 75',
    [actions({ type: 'overflow', options: [option('x'.repeat(75))] })],
    [actions({ type: 'overflow', options: [option('x'.repeat(76))] })],
  ],
  [
    'option values are unique',
    [actions({ type: 'overflow', options: options(2) })],
    [actions({ type: 'overflow', options: [option('a'), option('a')] })],
  ],
  [
    'the first choice is one of the options',
    [actions({ type: 'static_select', options: options(2), initial_option: option('o1') })],
    [actions({ type: 'static_select', options: options(2), initial_option: option('o7') })],
  ],
  [
    'option groups are at most 100',
    [actions({ type: 'static_select', option_groups: many(100, { label: plain(5), options: options(1) }) })],
    [actions({ type: 'static_select', option_groups: many(101, { label: plain(5), options: options(1) }) })],
  ],
  [
    'a placeholder has at most 150',
    [actions({ type: 'users_select', placeholder: plain(150) })],
    [actions({ type: 'users_select', placeholder: plain(151) })],
  ],
  [
    'a confirmation has at most 300',
    [actions(button({ confirm: { text: text(300) } }))],
    [actions(button({ confirm: { text: text(301) } }))],
  ],
  [
    'a confirmation button has at most 30',
    [actions(button({ confirm: { text: text(3), confirm: plain(30) } }))],
    [actions(button({ confirm: { text: text(3), confirm: plain(31) } }))],
  ],
  [
    'a confirmation title has at most 100',
    [actions(button({ confirm: { text: text(3), title: plain(100) } }))],
    [actions(button({ confirm: { text: text(3), title: plain(101) } }))],
  ],
  ['a label has at most 2,000', [input(NUMBER, { label: plain(2_000) })], [input(NUMBER, { label: plain(2_001) })]],
  ['a hint has at most 2,000', [input(NUMBER, { hint: plain(2_000) })], [input(NUMBER, { hint: plain(2_001) })]],
  [
    'a text input takes at most 3,000',
    [input({ type: 'plain_text_input', max_length: 3_000 })],
    [input({ type: 'plain_text_input', max_length: 3_001 })],
  ],
  [
    'a text input has bounds in order',
    [input({ type: 'plain_text_input', min_length: 2, max_length: 3 })],
    [input({ type: 'plain_text_input', min_length: 4, max_length: 3 })],
  ],
  [
    'a text input begins within its bounds',
    [input({ type: 'plain_text_input', max_length: 3, initial_value: 'abc' })],
    [input({ type: 'plain_text_input', max_length: 3, initial_value: 'abcd' })],
  ],
  [
    'a file input takes one to ten files',
    [input({ type: 'file_input', max_files: 10, filetypes: ['csv'] })],
    [input({ type: 'file_input', max_files: 11 })],
  ],
  ['a number input says whether decimals are allowed', [input(NUMBER)], [input({ type: 'number_input' })]],
  [
    'a number input begins within its bounds',
    [input({ ...NUMBER, min_value: '1', max_value: '9', initial_value: '5' })],
    [input({ ...NUMBER, min_value: '1', max_value: '9', initial_value: '10' })],
  ],
  [
    'a day is YYYY-MM-DD',
    [input({ type: 'datepicker', initial_date: '2026-11-23' })],
    [input({ type: 'datepicker', initial_date: '23.11.2026' })],
  ],
  [
    'a time is HH:mm',
    [input({ type: 'timepicker', initial_time: '09:00' })],
    [input({ type: 'timepicker', initial_time: '9:00' })],
  ],
  ['a button is no input', [actions(button())], [input(button())]],
  ['a text input is nothing to click', [input({ type: 'plain_text_input' })], [actions({ type: 'plain_text_input' })]],
  [
    'a table has at most 100 rows',
    [{ type: 'table', rows: many(100, [raw('a')]) }],
    [{ type: 'table', rows: many(101, [raw('a')]) }],
  ],
  [
    'a table has at most 20 columns',
    [{ type: 'table', rows: [many(20, raw('a'))] }],
    [{ type: 'table', rows: [many(21, raw('a'))] }],
  ],
  ['a table has no empty cell', [{ type: 'table', rows: [[raw('–')]] }], [{ type: 'table', rows: [[raw('')]] }]],
  [
    'a table cell is raw or rich text',
    [{ type: 'table', rows: [[rich({ type: 'text', text: 'a' })]] }],
    [{ type: 'table', rows: [[text(3)]] }],
  ],
  [
    'a table has at most 10,000 characters',
    [{ type: 'table', rows: [[raw('x'.repeat(10_000))]] }],
    [{ type: 'table', rows: [[raw('x'.repeat(10_000)), rich({ type: 'text', text: 'x' })]] }],
  ],
  ['a message has one table', [{ type: 'table', rows: [[raw('a')]] }], many(2, { type: 'table', rows: [[raw('a')]] })],
  ['rich text has no empty element', [rich({ type: 'text', text: 'a' })], [rich({ type: 'text', text: '' })]],
  ['rich text has known elements', [rich({ type: 'user', user_id: 'U1' })], [rich({ type: 'person', user_id: 'U1' })]],
  ['a message has at most 50 blocks', many(50, section()), many(51, section())],
  ['a modal has some block', [section()], [], 'modal'],
  ['a modal has at most 100 blocks', many(100, section()), many(101, section()), 'modal'],
  ['a Home tab has at most 100 blocks', many(100, section()), many(101, section()), 'home'],
  [
    'markdown has at most 12,000 characters together',
    [{ type: 'markdown', text: 'x'.repeat(12_000) }],
    many(2, { type: 'markdown', text: 'x'.repeat(6_001) }),
  ],
  ['a modal has no table', [section()], [{ type: 'table', rows: [[raw('a')]] }], 'modal'],
  ['blocks are of known types', [{ type: 'divider' }], [{ type: 'data_visualisation' }]],
]

describe('the limits of Block Kit', () => {
  it.each(RULES)('%s', (_, fits, tooMuch, surface = 'message') => {
    expect(validateBlocks(fits, surface)).toEqual([])
    expect(validateBlocks(tooMuch, surface)).not.toEqual([])
  })

  it('says where what is wrong', () => {
    const blocks = [section(), actions(button({ text: plain(80) }))]
    expect(validateBlocks(blocks, 'message')).toEqual([
      'blocks[1].elements[0].text.text: is longer than 75 characters (80)',
    ])
  })

  it.each([
    null,
    'blocks',
    7,
    [null],
    [[]],
    [{ type: 'section', text: 'plain string' }],
    [{ type: 'actions', elements: [null] }],
  ])('refuses %j without falling over', (nonsense) => {
    expect(validateBlocks(nonsense, 'message')).not.toEqual([])
  })
})
