import { expect, it } from 'vitest'
import { inTexts, listed, sentence } from '../../../src/slack/kit/sentence.ts'

it('keeps people and channels that are named by their id, and nothing else in angle brackets', () => {
  expect(sentence('Ask <@U0SAM> in <#C0GROWTH>.')).toBe('Ask <@U0SAM> in <#C0GROWTH>.')
  expect(sentence('<!channel> <https://evil.example|click> <@here> a & b')).toBe(
    '&lt;!channel&gt; &lt;https://evil.example|click&gt; &lt;@here&gt; a &amp; b',
  )
})

it('goes over several texts where one is full, without cutting a line', () => {
  expect(inTexts(['aaaa', 'bbbb', 'cccc'], 9)).toEqual(['aaaa\nbbbb', 'cccc'])
  expect(inTexts([])).toEqual([])
})

it('lists the first names and counts the rest', () => {
  expect(listed(['a', 'b'], 2)).toBe('a, b')
  expect(listed(['a', 'b', 'c'], 2)).toBe('a, b and 1 more')
})
