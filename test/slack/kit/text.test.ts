import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clamp, clampMrkdwn, clean, escapeText, mention, userText } from '../../../src/slack/kit/text.ts'

describe('what people typed', () => {
  it('becomes no mention, no link and no command, whatever it was', () => {
    expect(userText('<!channel> <@U123> <https://x.example|y> a & b')).toBe(
      '&lt;!channel&gt; &lt;@U123&gt; &lt;https://x.example|y&gt; a &amp; b',
    )
  })

  it('never holds an angle bracket after escaping', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/[<>]/.test(userText(text))))
  })

  it.each([
    ['a NUL', 'a\u0000b', 'ab'],
    ['a bell and an escape', 'a\u0007\u001bb', 'ab'],
    ['C1 controls', 'a\u0085b\u009fc', 'abc'],
    ['a tab, which becomes a space', 'a\tb', 'a b'],
    ['a line break, which stays', 'a\nb', 'a\nb'],
    ['a line break of Windows', 'a\r\nb', 'a\nb'],
    ['a line separator', 'a\u2028b', 'a\nb'],
    ['a right-to-left override', 'a\u202eb', 'ab'],
    ['isolates and marks', '\u2066a\u2069\u200e\u200f\u061cb', 'ab'],
    ['a lone high surrogate', 'a\ud83db', 'a\ufffdb'],
    ['a lone low surrogate', 'a\ude00b', 'a\ufffdb'],
    ['an emoji, which stays', 'a😀b', 'a😀b'],
  ])('is cleaned of %s', (_, typed, cleaned) => {
    expect(clean(typed)).toBe(cleaned)
  })

  it('is shortened to 3,500 characters', () => {
    expect(userText('x'.repeat(9_000))).toHaveLength(3_500)
  })
})

describe('shortening', () => {
  it.each([
    ['leaves what fits', 'abc', 3, 'abc'],
    ['ends in an ellipsis', 'abcd', 3, 'ab…'],
    ['never cuts an emoji in half', 'a😀bc', 3, 'a…'],
    ['keeps an emoji that fits', 'a😀bc', 4, 'a😀…'],
  ])('%s', (_, text, max, shortened) => {
    expect(clamp(text, max)).toBe(shortened)
  })

  it('is never longer than asked and always well formed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), (text, max) => {
        const shortened = clamp(text, max)
        return shortened.length <= max && !/\p{Surrogate}/u.test(shortened)
      }),
    )
  })

  it.each([
    ['an entity', 'abc &amp; def', 8, 'abc …'],
    ['a mention', 'ask <@U12345> now', 9, 'ask …'],
    ['a link', 'see <https://x.example|here>', 20, 'see …'],
  ])('leaves no half of %s', (_, text, max, shortened) => {
    expect(clampMrkdwn(text, max)).toBe(shortened)
  })
})

describe('mentioning', () => {
  it('mentions a user id', () => {
    expect(mention('U0PRIYA')).toBe('<@U0PRIYA>')
  })

  it.each(['!channel', 'U1|x', 'u123', '', '<@U123>'])('mentions nobody for %j', (notAnId) => {
    expect(mention(notAnId)).toBe(escapeText(notAnId))
  })
})
