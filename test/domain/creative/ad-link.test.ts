import { describe, expect, it } from 'vitest'
import { readAdLink } from '../../../src/domain/creative/ad-link.ts'
import { linkText } from '../../../src/slack/kit/text.ts'

describe('where an ad can be seen', () => {
  it.each([
    ['https://fb.me/1abcDEF', 'https://fb.me/1abcDEF'],
    [' https://www.instagram.com/p/Cx_1/ ', 'https://www.instagram.com/p/Cx_1/'],
    ['HTTPS://Example.com/a?b=1&c=2#d', 'https://example.com/a?b=1&c=2#d'],
    ['https://example.com/a|b', 'https://example.com/a%7Cb'],
    ['https://example.com/<!channel>', 'https://example.com/%3C!channel%3E'],
    ['https://exämple.com/ä', 'https://xn--exmple-cua.com/%C3%A4'],
  ])('is read from %s', (written, link) => {
    expect(readAdLink(written)).toBe(link)
  })

  it.each([
    'http://example.com/a',
    'javascript:alert(1)',
    'https://',
    'https://user:secret@example.com/',
    'example.com/a',
    'see the drive',
    '',
    `https://example.com/${'a'.repeat(1_000)}`,
  ])('is not read from %s', (written) => {
    expect(readAdLink(written)).toBe(null)
  })

  it('is a link of ours in a message, and nothing where something could end it early', () => {
    expect(linkText('https://example.com/a?b=1&c=2', 'See the ad')).toBe(
      '<https://example.com/a?b=1&amp;c=2|See the ad>',
    )
    for (const link of ['https://example.com/>', 'https://example.com/|x', 'http://example.com', null, undefined])
      expect(linkText(link, 'See the ad')).toBe('')
  })
})
