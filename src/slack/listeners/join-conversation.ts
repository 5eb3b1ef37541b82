import { resumeConversation } from '../../flows/delivery/resume-delivery.ts'
import { findTeamHere } from '../../flows/find-team.ts'
import type { Event } from '../requests.ts'
import { welcome } from '../views/notices.ts'

/** The bot was invited, or a channel came back: what waited for it is posted, and a new channel is told how to begin. */
export async function joinConversation({ ctx, client, userId, event }: Event): Promise<void> {
  const conversationId = typeof event.channel === 'string' ? event.channel : ''
  if (event.type === 'member_joined_channel') {
    const me = await client.auth.test()
    if (userId !== me.user_id) return
    if (!(await findTeamHere(ctx, conversationId)))
      await client.chat.postMessage({ channel: conversationId, ...welcome() })
  }
  await resumeConversation(ctx, conversationId)
}
