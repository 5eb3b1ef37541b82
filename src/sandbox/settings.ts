import { ALL_SCOPES, type StateSeed } from './state.ts'
import type { AppInfo, BlockValidator, NewConversation, NewPerson, Token } from './types.ts'
import type { Settings } from './world.ts'

/** How a sandbox may be told to be. */
export type SandboxOptions = {
  /** 0, the default, takes any free port. */
  port?: number
  workspace?: { id?: string; name?: string; domain?: string }
  /** In place of the four usual people. */
  people?: NewPerson[]
  /** In place of #growth, #marketing-leads and #random. */
  conversations?: NewConversation[]
  validateBlocks?: BlockValidator
  /** The bot's and the app's tokens, and the scopes the bot was granted. */
  tokens?: { bot?: string; app?: string; scopes?: readonly string[] }
  signingSecret?: string
  /** The clock of timestamps, triggers and response URLs. Signatures always use the real one. */
  now?: () => number
  ackTimeoutMs?: number
  triggerMs?: number
  retryDelaysMs?: readonly number[]
  mode?: 'socket' | 'http'
  requestUrl?: string
  app?: AppInfo
}

const DEFAULT_APP: AppInfo = { name: 'Drumbeat', commands: [], shortcuts: [] }

/** Completes the options. */
export function readSettings(options: SandboxOptions): {
  settings: Settings
  seed: StateSeed
  now: () => number
  tokens: { botToken: string; appToken: string }
} {
  const now = options.now ?? Date.now
  const app = options.app ?? DEFAULT_APP
  const botToken = options.tokens?.bot ?? 'xoxb-sandbox-bot'
  const appToken = options.tokens?.app ?? 'xapp-1-A0BEAT-sandbox'
  const scopes = options.tokens?.scopes ?? ALL_SCOPES
  const tokens: Token[] = [
    { value: botToken, kind: 'bot', status: 'active', scopes },
    { value: appToken, kind: 'app', status: 'active', scopes: ['connections:write'] },
  ]
  return {
    settings: {
      app,
      signingSecret: options.signingSecret ?? 'sandbox-signing-secret',
      verificationToken: 'sandbox-verification-token',
      ackTimeoutMs: options.ackTimeoutMs ?? 3000,
      triggerMs: options.triggerMs ?? 3000,
      retryDelaysMs: options.retryDelaysMs ?? [1000, 60_000, 300_000],
      validateBlocks: options.validateBlocks ?? (() => []),
    },
    seed: {
      workspace: { id: 'T0SANDBOX', name: 'Northwind', domain: 'northwind', ...options.workspace },
      appName: app.name,
      people: options.people,
      conversations: options.conversations,
      tokens,
      created: Math.floor(now() / 1000),
    },
    now,
    tokens: { botToken, appToken },
  }
}
