import { describe, expect, it } from 'vitest'
import { readTags, titleOf } from '../../../src/domain/experiment/idea.ts'

describe('the title of an idea', () => {
  it.each([
    ['the one it was given', 'Shorter form', 'Two fields instead of six', 'Shorter form'],
    ['the change where none was given', ' ', 'Two fields\n instead of six', 'Two fields instead of six'],
    [
      'without marks that would make code or bold of the card',
      '',
      '*Two* `fields` ~instead~ of lead_form_6',
      'Two fields instead of lead_form_6',
    ],
    ['cut at a word where the change is long', '', `${'word '.repeat(20)}`, `${'word '.repeat(14)}word…`],
  ])('is %s', (_, title, change, expected) => {
    expect(titleOf({ title, change })).toBe(expected)
  })
})

describe('tags', () => {
  it('are read as they are typed, each once, ten at most', () => {
    expect(readTags('#Pricing, form;form\nLP demo')).toEqual(['pricing', 'form', 'lp demo'])
    expect(readTags(Array.from({ length: 20 }, (_, at) => `t${at}`).join(','))).toHaveLength(10)
  })
})
