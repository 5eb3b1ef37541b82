import type { KnownBlock } from '@slack/types'
import { ACTION } from '../../ids.ts'
import { actions, button } from '../../kit/blocks.ts'

type Shown = { text: string; blocks: KnownBlock[] }

/** What is shown to one person alone, with the way to where everybody sees it. */
export function linked(shown: Shown, permalink: string | null): Shown {
  if (!permalink) return shown
  const there = button({ id: ACTION.goThere, text: 'Go to its card', url: permalink })
  return { text: shown.text, blocks: [...shown.blocks, actions('there', [there])] }
}
