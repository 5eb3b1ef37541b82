import type { Button, KnownBlock } from '@slack/types'
import { type Experiment, testName } from '../../../domain/experiment/experiment.ts'
import { stateInWords } from '../../../domain/experiment/life.ts'
import { ACTION } from '../../ids.ts'
import { actions, button, section } from '../../kit/blocks.ts'

type Shown = { text: string; blocks: KnownBlock[] }

/** What a person reads who clicked on a private copy of a card: it stays as it was, so this says how the test stands now. */
export function standsNow(experiment: Pick<Experiment, 'id' | 'number' | 'state'>): Shown {
  const name = testName(experiment)
  const text = `Done. ${name} is now: ${stateInWords(experiment.state)}.`
  return { text, blocks: [section(`${text} The message above stays as it was.`, wayTo(experiment, null))] }
}

/** The way to a test from a list: its card, or where it has none the same for this person alone. */
export function wayTo({ id, number }: Pick<Experiment, 'id' | 'number'>, permalink: string | null): Button {
  return permalink
    ? button({ id: ACTION.goThere, text: 'Open', url: permalink, label: `Open T-${number}` })
    : button({ id: ACTION.showTest, text: 'Show', value: id, label: `Show T-${number}` })
}

/** What is shown to one person alone, with the way to where everybody sees it. */
export function linked(shown: Shown, permalink: string | null): Shown {
  if (!permalink) return shown
  const there = button({ id: ACTION.goThere, text: 'Go to its card', url: permalink })
  return { text: shown.text, blocks: [...shown.blocks, actions('there', [there])] }
}
