import { describe, expect, it } from 'vitest'
import { validateView } from '../../../src/slack/kit/limits.ts'

const text = (length: number) => ({ type: 'mrkdwn', text: 'x'.repeat(length) })
const plain = (length: number) => ({ type: 'plain_text', text: 'x'.repeat(length) })
const section = (more: object = {}) => ({ type: 'section', text: text(5), ...more })
const input = (element: object) => ({ type: 'input', label: plain(5), element })
const many = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one)
const modal = (more: object = {}) => ({ type: 'modal', title: plain(5), blocks: [section()], ...more })

const NUMBER = { type: 'number_input', is_decimal_allowed: false }

describe('the limits of views', () => {
  it.each([
    ['a title has at most 24', modal({ title: plain(24) }), modal({ title: plain(25) })],
    ['a submit has at most 24', modal({ submit: plain(24) }), modal({ submit: plain(25) })],
    ['a close has at most 24', modal({ close: plain(24) }), modal({ close: plain(25) })],
    [
      'the private metadata has at most 3,000',
      modal({ private_metadata: 'x'.repeat(3_000) }),
      modal({ private_metadata: 'x'.repeat(3_001) }),
    ],
    ['a callback id has at most 255', modal({ callback_id: 'x'.repeat(255) }), modal({ callback_id: 'x'.repeat(256) })],
    [
      'a modal with an input can be submitted',
      modal({ blocks: [input(NUMBER)], submit: plain(4) }),
      modal({ blocks: [input(NUMBER)] }),
    ],
    ['a modal has a title', modal(), { type: 'modal', blocks: [section()] }],
    ['its blocks keep their limits', modal(), modal({ blocks: [section({ text: text(3_001) })] })],
    ['it weighs at most 250 kB', modal(), modal({ blocks: many(100, section({ text: text(2_600) })) })],
    ['a Home tab may be empty', { type: 'home', blocks: [] }, { type: 'home' }],
  ])('%s', (_, fits, tooMuch) => {
    expect(validateView(fits)).toEqual([])
    expect(validateView(tooMuch)).not.toEqual([])
  })

  it.each([null, 'view', { type: 'workflow' }])('refuses %j without falling over', (nonsense) => {
    expect(validateView(nonsense)).not.toEqual([])
  })
})
