import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { App } from '@slack/bolt'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { SCOPES } from '../src/cli/check.ts'
import { packageRoot } from '../src/lib/root.ts'
import { register } from '../src/slack/register.ts'
import type { Desk } from '../src/slack/requests.ts'

type Shortcut = { name: string; type: string; callback_id: string; description: string }
type Manifest = {
  _metadata: { major_version: number }
  display_information: { name: string; description: string; long_description: string; background_color: string }
  features: {
    app_home: Record<string, boolean>
    bot_user: { display_name: string }
    slash_commands: { command: string; description: string; usage_hint: string; should_escape: boolean }[]
    shortcuts: Shortcut[]
  }
  oauth_config: { scopes: { bot: string[] } }
  settings: {
    event_subscriptions: { bot_events: string[] }
    interactivity: { is_enabled: boolean }
    socket_mode_enabled: boolean
  }
}

const text = readFileSync(join(packageRoot(), 'manifest.yml'), 'utf8')
const manifest: Manifest = parse(text)
const { display_information: about, features, settings } = manifest

/** What the bot listens for, as register.ts says it to Bolt. */
function registered(): Record<'command' | 'shortcut' | 'event', string[]> {
  const heard = { command: [] as string[], shortcut: [] as string[], event: [] as string[] }
  const app = {
    command: (id: string) => heard.command.push(id),
    shortcut: (id: string) => heard.shortcut.push(id),
    event: (id: string) => heard.event.push(id),
    action: () => {},
    view: () => {},
  }
  register(app as unknown as App, {} as Desk)
  return heard
}

describe('the manifest offers exactly what the bot answers', () => {
  const heard = registered()

  it('names every command, and no other', () => {
    expect(features.slash_commands.map(({ command }) => command).sort()).toEqual(heard.command.sort())
  })

  it('names every shortcut, and no other', () => {
    expect(features.shortcuts.map(({ callback_id: id }) => id).sort()).toEqual(heard.shortcut.sort())
  })

  it('subscribes to every event, and no other', () => {
    expect([...settings.event_subscriptions.bot_events].sort()).toEqual(heard.event.sort())
  })

  it('asks for the scopes that `check` looks for, and no other', () => {
    expect([...manifest.oauth_config.scopes.bot].sort()).toEqual(Object.keys(SCOPES).sort())
  })

  it('switches on what the bot lives from: the Home tab, direct messages, buttons, Socket Mode', () => {
    expect(features.app_home).toEqual({
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    })
    expect(settings.interactivity.is_enabled).toBe(true)
    expect(settings.socket_mode_enabled).toBe(true)
  })

  it('shows where HTTP mode needs the address of the bot: the command, the events, the clicks', () => {
    const addresses = text.match(/# HTTP mode only: (request_)?url: https:\/\/\S+/g)
    expect(addresses?.map((line) => line.endsWith('/slack/events'))).toEqual([true, true, true])
  })
})

describe("the manifest stays within Slack's limits", () => {
  const words = (name: string, value: string, least: number, most: number) => ({ name, value, least, most })
  const limits = [
    words('name', about.name, 1, 35),
    words('description', about.description, 1, 140),
    words('long description', about.long_description, 175, 4_000),
    words('display name of the bot', features.bot_user.display_name, 1, 80),
    ...features.slash_commands.flatMap(({ command, description, usage_hint: hint }) => [
      words(command, command, 2, 32),
      words(`description of ${command}`, description, 1, 2_000),
      words(`usage of ${command}`, hint, 1, 1_000),
    ]),
    ...features.shortcuts.flatMap(({ name, description }) => [
      words(`name of ${name}`, name, 1, 24),
      words(`description of ${name}`, description, 1, 150),
    ]),
  ]

  it.each(limits)('$name', ({ value, least, most }) => {
    expect(value.length).toBeGreaterThanOrEqual(least)
    expect(value.length).toBeLessThanOrEqual(most)
  })

  it('is a manifest of version 2 with at most ten shortcuts', () => {
    expect(manifest._metadata.major_version).toBe(2)
    expect(features.shortcuts.length).toBeLessThanOrEqual(10)
  })
})
