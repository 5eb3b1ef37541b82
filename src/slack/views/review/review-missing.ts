import type { KnownBlock } from '@slack/types'
import type { Board } from '../../../domain/review/review.ts'
import { missingInWords } from '../../../domain/review/review-part.ts'
import { context, section } from '../../kit/blocks.ts'

/** The reply that says which parts of a review are missing and what to do about each; null where all are there. */
export function reviewMissing({ missing }: Pick<Board, 'missing'>): { text: string; blocks: KnownBlock[] } | null {
  const lines = missingInWords(missing)
  if (lines.length === 0) return null
  return {
    text: lines.join(' ').replace(/[*`]/g, ''),
    blocks: [
      section(lines.join('\n')),
      context('Does it fail there too? Tell whoever runs Drumbeat: the log says why, under "a part of a review".'),
    ],
  }
}
