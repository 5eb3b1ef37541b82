/** How somebody belongs to the workspace; its admins are members who may set more. */
export const STANDINGS = ['member', 'admin', 'guest', 'outsider', 'bot', 'deactivated'] as const
export type Standing = (typeof STANDINGS)[number]

/** What Slack says of somebody, as far as their standing hangs on it. */
export type Belonging = {
  deleted: boolean
  isBot: boolean
  isGuest: boolean
  /** An admin or an owner of the workspace. */
  isAdmin: boolean
  /** Of another company, by Slack Connect. */
  isStranger: boolean
  /** The Slack workspaces they belong to; empty where Slack does not say. */
  workspaces: readonly string[]
}

/** The standing of somebody in a Slack workspace: what weighs most against them counts. */
export function standingOf(person: Belonging, slackId: string | null): Standing {
  const { workspaces } = person
  if (person.deleted) return 'deactivated'
  if (person.isBot) return 'bot'
  const elsewhere = slackId !== null && workspaces.length > 0 && !workspaces.includes(slackId)
  if (person.isStranger || elsewhere) return 'outsider'
  if (person.isGuest) return 'guest'
  return person.isAdmin ? 'admin' : 'member'
}

const WHY_NOT: Record<Exclude<Standing, 'member' | 'admin'>, string> = {
  guest: 'You are a guest in this workspace',
  outsider: 'You belong to another company’s workspace',
  bot: 'You are a bot',
  deactivated: 'Your account is deactivated',
}

/** Why somebody may not decide, as a sentence for them; null where they may. */
export function refusalOfStanding(standing: Standing): string | null {
  if (standing === 'member' || standing === 'admin') return null
  return `${WHY_NOT[standing]}: what binds the team is for its members to do, so nothing was changed. Ask one of them in the channel; reading along, writing narratives, ideas for tests and results are open to you.`
}
