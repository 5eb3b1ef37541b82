import type { KnownBlock } from '@slack/types'
import type { Review } from '../../domain/narrative.ts'
import { movementInWords } from '../../domain/review-words.ts'
import { section } from '../kit/blocks.ts'
import { clamp, escapeText } from '../kit/text.ts'

/** The reply that says what moved from last week to this one, channel by channel, the largest spend first. */
export function reviewMovement({ review }: { review: Review }): { text: string; blocks: KnownBlock[] } {
  const { board } = review
  const channels = [...board.channels].sort((a, b) => (b.spend ?? 0) - (a.spend ?? 0))
  const lines = channels.map((channel) => movementInWords(board, channel))
  const bold = lines.map((line, index) => {
    const name = channels[index]?.name ?? ''
    return `• *${escapeText(name)}*${escapeText(line.slice(name.length))}`
  })
  return {
    text: clamp(escapeText(`What moved. ${lines.join(' ')}`), 3_000),
    blocks: [section('*What moved*, week on week'), ...inChunks(bold)],
  }
}

/** A section holds 3,000 characters: long lists go over several. */
function inChunks(lines: string[]): KnownBlock[] {
  const chunks: string[] = []
  for (const line of lines) {
    const last = chunks.at(-1)
    if (last !== undefined && last.length + line.length < 2_800) chunks[chunks.length - 1] = `${last}\n${line}`
    else chunks.push(line)
  }
  return chunks.slice(0, 45).map((chunk) => section(chunk))
}
