import { describe, expect, it } from 'vitest'
import { moreOf, pageFrom, rangeInWords, takeFrom } from '../../../src/slack/views/pages.ts'

const LIST = Array.from({ length: 45 }, (_, at) => at + 1)

describe('a page of a list', () => {
  it.each([
    [0, [1, 20], ', 1 to 20', 'Show more (25)', 'tea_1:launch list from 21'],
    [20, [21, 40], ', 21 to 40', 'Show more (5)', 'tea_1:launch list from 41'],
    [40, [41, 45], ', 41 to 45', undefined, undefined],
    [45, [1, 20], ', 1 to 20', 'Show more (25)', 'tea_1:launch list from 21'],
    [Number.NaN, [1, 20], ', 1 to 20', 'Show more (25)', 'tea_1:launch list from 21'],
  ])('from %d on: %j%s, then %s', (from, [first, last], range, text, value) => {
    const page = pageFrom(LIST, from, 20)
    expect([page.shown[0], page.shown.at(-1)]).toEqual([first, last])
    expect(rangeInWords(page)).toBe(range)
    const [more] = moreOf(page, 'tea_1', 'launch list')
    expect([more?.text.text, more?.value]).toEqual([text, value])
  })

  it('is the whole of a short list, and says nothing of pages', () => {
    const page = pageFrom(LIST, 0, 45)
    expect([page.shown.length, rangeInWords(page), moreOf(page, 'tea_1', 'launch list')]).toEqual([45, '', []])
  })

  it.each([
    ['list from 21', { text: 'list', from: 20 }],
    ['from 21', { text: '', from: 20 }],
    ['List FROM 0', { text: 'List', from: 0 }],
    ['list', { text: 'list', from: 0 }],
    ['from 21 Dec until 1 Jan', { text: 'from 21 Dec until 1 Jan', from: 0 }],
  ])('is asked for as it is typed: %s', (text, asked) => {
    expect(takeFrom(text)).toEqual(asked)
  })
})
