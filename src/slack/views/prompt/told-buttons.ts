import type { KnownBlock } from '@slack/types'
import type { AskedChannel } from '../../../domain/review/asked.ts'
import { ACTION } from '../../ids.ts'
import { actions, button } from '../../kit/blocks.ts'
import { listed } from '../../kit/sentence.ts'
import { userText } from '../../kit/text.ts'

/** How a narrative stands, in words. */
export const TOLD_WORDS: Readonly<Record<AskedChannel['told'], string>> = {
  asked: 'not written yet',
  begun: 'you have begun a draft',
  written: 'written',
  passed: 'not this week',
}

/** What an owner can answer about one channel. */
export function toldButtons(teamId: string, week: string, { id, name, told }: AskedChannel): KnownBlock {
  const value = `${teamId}:${week}:${id}`
  const text = told === 'begun' ? 'Resume draft' : told === 'written' ? 'Edit narrative' : 'Write narrative'
  const write = button({ id: ACTION.writeAhead, text, value, label: `${text}: ${name}`.slice(0, 75) })
  const pass = button({
    id: ACTION.passWeek,
    text: 'Not this week',
    value,
    label: `Not this week: ${name}`.slice(0, 75),
  })
  const isDone = told === 'written' || told === 'passed'
  return actions(`told:${id}:${told}`, isDone ? [write] : [{ ...write, style: 'primary' }, pass])
}

/** Why a person is asked: `own Paid social of Growth and answer for Partners, whose owner is away`. */
export function whyAsked(channels: readonly AskedChannel[], teamName: string): string {
  const names = (isOwn: boolean) =>
    channels.filter((each) => each.isOwn === isOwn).map(({ name }) => userText(name, 60))
  const [own, meanwhile] = [names(true), names(false)]
  const parts = [
    ...(own.length > 0 || meanwhile.length === 0
      ? [`own ${listed(own, 4) || 'a channel'} of ${userText(teamName, 60)}`]
      : []),
    ...(meanwhile.length > 0 ? [`answer for ${listed(meanwhile, 4)}, whose owner is away`] : []),
  ]
  return parts.join(' and ')
}
