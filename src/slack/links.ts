import type { WebClient } from '@slack/web-api'

/** The address of a post, or null where it has none yet or Slack does not tell. */
export async function linkTo(
  client: WebClient,
  post: { conversationId: string; ts: string | null } | null,
): Promise<string | null> {
  if (!post?.ts) return null
  const found = await client.chat.getPermalink({ channel: post.conversationId, message_ts: post.ts }).catch(() => null)
  return found?.permalink ?? null
}
