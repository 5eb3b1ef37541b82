import type { KnownBlock, ModalView } from '@slack/types'
import { type Check, mayLaunch } from '../../../domain/experiment/launch.ts'
import type { PastTest } from '../../../domain/experiment/past-test.ts'
import { dayInWords, shiftDay } from '../../../domain/week.ts'
import { capital } from '../../../lib/text.ts'
import { ACTION, VIEW } from '../../ids.ts'
import { context, section } from '../../kit/blocks.ts'
import { checkboxes, datePicker, radio } from '../../kit/inputs.ts'
import { modal } from '../../kit/modal.ts'
import { inTexts, sentence } from '../../kit/sentence.ts'
import { clamp } from '../../kit/text.ts'
import { similarBlocks } from './similar-tests.ts'

/** What travels with the form of a launch. */
export type LaunchMetadata = { experimentId: string; version: number; draft: string; seen: string }

/** What the form of a launch shows. */
export type LaunchFormState = {
  name: string
  metadata: LaunchMetadata
  checks: readonly Check[]
  similar: readonly PastTest[]
  /** The day after whatever is in the way. */
  freeOn: string | null
  today: string
  draft: Readonly<Record<string, string>> | null
}

/** The launch of a test: every check with what it found and what to do, then now or on a day. */
export function launchForm(state: LaunchFormState): ModalView {
  const { name, metadata, checks, similar, freeOn, today, draft } = state
  const verdict = mayLaunch(checks)
  const day = draft?.day ?? freeOn ?? shiftDay(today, 1)
  return modal({
    id: VIEW.launch,
    title: clamp(`Launch ${name}`, 24),
    submit: SUBMITS[verdict],
    close: 'Later',
    metadata,
    notifyOnClose: true,
    blocks: [
      section(opening(name, verdict, checks)),
      ...checkBlocks(checks, name),
      ...similarBlocks(similar),
      ...vouchBlocks(checks),
      radio({
        id: 'start',
        label: 'When does it start?',
        choices: [
          { value: 'now', text: 'Now' },
          { value: 'day', text: 'On a day' },
        ],
        initial: draft?.start ?? (verdict === 'blocked' && freeOn ? 'day' : 'now'),
        dispatch: true,
        action: ACTION.typed,
      }),
      datePicker({
        id: 'day',
        label: 'That day',
        hint: freeOn
          ? `As things stand, nothing is in the way from ${dayInWords(freeOn)} on.`
          : 'It counts only with "On a day".',
        initial: day,
        dispatch: true,
        action: ACTION.typed,
      }),
      context(
        'The plan and its rule are locked at the start. Any later change is an amendment that every result shows.',
      ),
    ],
  })
}

const SUBMITS: Record<Check['state'], string> = {
  ok: 'Launch',
  unknown: 'Launch',
  blocked: 'Schedule',
  'needs approval': 'Ask for approval',
}

function opening(name: string, verdict: Check['state'], checks: readonly Check[]): string {
  switch (verdict) {
    case 'ok':
      return `*Nothing is in the way of ${name}.*`
    case 'unknown':
      return toVouch(checks).length > 1
        ? `*Some things only you can say before ${name} starts.*`
        : `*One thing only you can say before ${name} starts.*`
    case 'needs approval':
      return `*The budget of ${name} needs the lead's approval.* I ask for it; you launch it once it is given.`
    case 'blocked':
      return `*${name} cannot start now.* It can be scheduled: everything is checked again on that day.`
  }
}

/** What is in the way line by line, first of all; what is not in one small line. */
function checkBlocks(checks: readonly Check[], test: string): KnownBlock[] {
  const refused = `${test} can't start: `
  const open = checks.filter(({ state }) => state !== 'ok')
  const lines = open.map(({ name, state, sentence: said }) => {
    // That it cannot start is said once, above.
    const why = said.startsWith(refused) ? capital(said.slice(refused.length)) : said
    return `*${state}* · ${name}: ${sentence(why)}`
  })
  // Which tests are similar stands below, with what they taught.
  const fine = checks.filter(({ name, state }) => state === 'ok' && name !== 'similar')
  const said = fine.map((check) => sentence(check.sentence)).join(' ')
  return [
    ...inTexts(lines).map((text) => section(text)),
    ...(said === '' ? [] : [context(`Checked and fine: ${said}`)]),
  ]
}

function vouchBlocks(checks: readonly Check[]): KnownBlock[] {
  const choices = toVouch(checks)
  return choices.length === 0 ? [] : [checkboxes({ id: 'vouched', label: 'In your words', choices, optional: true })]
}

function toVouch(checks: readonly Check[]): { value: string; text: string }[] {
  return checks.flatMap(({ name, state, vouch }) =>
    state === 'unknown' && vouch !== undefined ? [{ value: name, text: vouch }] : [],
  )
}
