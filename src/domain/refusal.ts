/** How far a refusal of Slack reaches: this one message, everything in the conversation, or the whole workspace. */
export type Reach = 'item' | 'conversation' | 'workspace'

/** A definite "no" of Slack: nothing was posted, and trying again helps only after somebody has done `fix`. */
export type Refusal = { code: string; reach: Reach; fix: string }

const BOT_MISSING = 'I am not in the channel (any more). Type `/invite @Drumbeat` there.'
const TOKEN_LOST = 'My access to this workspace has ended. Install Drumbeat again or renew its token.'
const TOO_MUCH = 'Slack found the message too long. This is a fault of mine: please tell whoever runs Drumbeat.'
const MALFORMED = 'Slack could not read the message. This is a fault of mine: please tell whoever runs Drumbeat.'

const REFUSALS: readonly Refusal[] = [
  { code: 'channel_not_found', reach: 'conversation', fix: `I cannot see the channel. ${BOT_MISSING}` },
  { code: 'not_in_channel', reach: 'conversation', fix: BOT_MISSING },
  { code: 'is_archived', reach: 'conversation', fix: 'The channel is archived. Unarchive it, or move the team.' },
  {
    code: 'restricted_action',
    reach: 'conversation',
    fix: 'Only some people may post there. Allow @Drumbeat to post.',
  },
  { code: 'user_not_found', reach: 'conversation', fix: 'That person is not in the workspace (any more).' },
  { code: 'user_disabled', reach: 'conversation', fix: 'That person is deactivated. Name somebody else.' },
  { code: 'invalid_auth', reach: 'workspace', fix: TOKEN_LOST },
  { code: 'not_authed', reach: 'workspace', fix: TOKEN_LOST },
  { code: 'token_revoked', reach: 'workspace', fix: TOKEN_LOST },
  { code: 'token_expired', reach: 'workspace', fix: TOKEN_LOST },
  { code: 'account_inactive', reach: 'workspace', fix: TOKEN_LOST },
  { code: 'not_installed', reach: 'workspace', fix: TOKEN_LOST },
  {
    code: 'missing_scope',
    reach: 'item',
    fix: 'A permission is missing. Install Drumbeat again with its present manifest.',
  },
  { code: 'thread_not_found', reach: 'item', fix: 'The message it replies to was deleted.' },
  { code: 'cannot_reply_to_message', reach: 'item', fix: 'Nobody may reply to the message it replies to.' },
  { code: 'msg_too_long', reach: 'item', fix: TOO_MUCH },
  { code: 'msg_blocks_too_long', reach: 'item', fix: TOO_MUCH },
  { code: 'invalid_blocks', reach: 'item', fix: MALFORMED },
  { code: 'invalid_blocks_format', reach: 'item', fix: MALFORMED },
  { code: 'invalid_arguments', reach: 'item', fix: MALFORMED },
  { code: 'no_text', reach: 'item', fix: MALFORMED },
  {
    code: 'draw_failed',
    reach: 'item',
    fix: 'I could not put the message together. Please tell whoever runs Drumbeat.',
  },
]

const BY_CODE = new Map(REFUSALS.map((refusal) => [refusal.code, refusal]))

/** The refusal behind an error code, or undefined for a code that leaves open whether something was posted. */
export function refusalOf(code: string): Refusal | undefined {
  return BY_CODE.get(code)
}

/** The codes of all refusals that reach this far. */
export function refusalCodes(reach: Reach): string[] {
  return REFUSALS.filter((refusal) => refusal.reach === reach).map((refusal) => refusal.code)
}
