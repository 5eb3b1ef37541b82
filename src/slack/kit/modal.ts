import type { KnownBlock, ModalView } from '@slack/types'
import { plain } from './blocks.ts'

/** A modal; without `submit` it can only be read and closed. `metadata` comes back with it and holds ids only. */
export function modal(spec: {
  id: string
  title: string
  submit?: string
  close?: string
  metadata?: Readonly<Record<string, string | number | null>>
  /** Whether closing it without sending is told to the app. */
  notifyOnClose?: boolean
  blocks: KnownBlock[]
}): ModalView {
  return {
    type: 'modal',
    callback_id: spec.id,
    title: plain(spec.title, 24),
    ...(spec.submit && { submit: plain(spec.submit, 24) }),
    close: plain(spec.close ?? (spec.submit ? 'Cancel' : 'Close'), 24),
    ...(spec.metadata && { private_metadata: JSON.stringify(spec.metadata) }),
    ...(spec.notifyOnClose && { notify_on_close: true }),
    blocks: spec.blocks,
  }
}
