import { describe, expect, it } from 'vitest'
import { participationInWords, participationOf } from '../../../src/domain/review/participation.ts'

const review = (of: number, ...hours: number[]) => ({ week: '2026-W47', of, hours })

describe('how a team takes part', () => {
  it.each([
    ['nobody was heard', [review(3)], ''],
    ['no review yet', [], ''],
    ['one of three, after half an hour', [review(3, 0.5)], 'median 30 min after it opened'],
    ['two of three, the median between them', [review(3, 2, 5)], 'median 4 h after it opened'],
    ['most ahead of it', [review(3, -60, -2, 30)], 'median before it opened'],
    ['days later', [review(2, 70, 74)], 'median 3 days after it opened'],
    ['everybody, once', [review(2, 1, 3), review(2, 1)], 'median 2 h after it opened'],
    [
      'everybody, three weeks in a row, and before that not',
      [review(1, 1), review(2, 1, 1), review(1, 9), review(2, 1)],
      'median 1 h after it opened · everybody heard for 3 weeks in a row',
    ],
    ['a review without channels breaks a row', [review(1, 1), review(0), review(1, 1)], 'median 1 h after it opened'],
  ])('%s', (_, reviews, words) => {
    expect(participationInWords(participationOf(reviews))).toBe(words)
  })
})
