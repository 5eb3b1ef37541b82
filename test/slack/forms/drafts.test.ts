import type { InputBlock } from '@slack/types'
import { describe, expect, it } from 'vitest'
import { isTouched } from '../../../src/slack/forms/drafts.ts'
import {
  conversationSelect,
  datePicker,
  numberInput,
  radio,
  select,
  textInput,
  timePicker,
  usersSelect,
} from '../../../src/slack/kit/inputs.ts'

const CHOICES = ['a', 'b'].map((value) => ({ value, text: value }))

const INPUTS: [string, InputBlock, string][] = [
  ['a text', textInput({ id: 'x', label: 'X', initial: 'before' }), 'before'],
  ['a number', numberInput({ id: 'x', label: 'X', initial: '4' }), '4'],
  ['a choice', select({ id: 'x', label: 'X', choices: CHOICES, initial: 'b' }), 'b'],
  ['a radio group', radio({ id: 'x', label: 'X', choices: CHOICES, initial: 'b' }), 'b'],
  ['a day', datePicker({ id: 'x', label: 'X', initial: '2026-11-29' }), '2026-11-29'],
  ['a time', timePicker({ id: 'x', label: 'X', initial: '09:00' }), '09:00'],
  ['a person', usersSelect({ id: 'x', label: 'X', initial: 'U0SAM' }), 'U0SAM'],
  ['a conversation', conversationSelect({ id: 'x', label: 'X', initial: 'C0GROWTH' }), 'C0GROWTH'],
]

describe('a form that is closed', () => {
  it.each(INPUTS)('was only looked at where %s stands as it was', (_, block, initial) => {
    expect(isTouched([block], { x: initial })).toBe(false)
    expect(isTouched([block], { x: 'other' })).toBe(true)
    expect(isTouched([block], {})).toBe(true)
  })
})
