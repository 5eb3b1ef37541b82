import type { Ack } from './types.ts'
import type { World } from './world.ts'

/** Tells one person what Slack itself has to say, such as that the app did not answer in time. */
export function notify(world: World, to: string, conversation: string | undefined, code: string, text: string): void {
  world.state.notices.push({ id: world.newId('N'), to, conversation, text, code, at: world.now() })
  world.changed()
}

/** What Slack's client shows when a command got no answer. */
export function commandFailure(world: World, command: string, ack: Ack): string | undefined {
  if (ack.ok) return undefined
  if (ack.error === 'not_connected')
    return `${command} failed: ${world.settings.app.name} is not connected (dispatch_failed)`
  return `${command} failed: ${ack.error}`
}

/** What Slack's client shows when a click got no answer. */
export function actionFailure(world: World, ack: Ack): string | undefined {
  if (ack.ok) return undefined
  if (ack.error === 'not_connected') return `${world.settings.app.name} is not connected, so that did nothing.`
  return `This app responded with an error or took too long (${ack.error}). Try again?`
}
