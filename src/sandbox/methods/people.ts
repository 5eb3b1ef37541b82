import { asText, type Json } from '../json.ts'
import { Refusal } from '../refusal.ts'
import { BOT, userJson } from '../state.ts'
import type { Call, Method } from '../web-api.ts'
import { findPerson, joinedConversation, messageAt, needArguments, pageOf } from './lookup.ts'

function authTest({ world, token }: Call): Json {
  const { workspace } = world.state
  const who = { url: `${world.url()}/`, team: workspace.name, team_id: workspace.id, is_enterprise_install: false }
  if (token.kind === 'app') return { ...who, app_id: BOT.appId, app_name: world.settings.app.name }
  return { ...who, user: world.settings.app.name.toLowerCase(), user_id: BOT.userId, bot_id: BOT.botId }
}

function listUsers({ world, args }: Call): Json {
  const { page, rest } = pageOf(world.state.people, args)
  return { members: page.map((person) => userJson(world.state, person)), ...rest }
}

function userByEmail({ world, args }: Call): Json {
  const domain = `@${world.state.workspace.domain}.example`
  const person = world.state.people.find((one) => `${one.name}${domain}` === args.email && !one.deleted)
  if (!person) throw new Refusal('users_not_found')
  return { user: userJson(world.state, person) }
}

function react({ world, args }: Call, add: boolean): Json {
  needArguments(args, 'channel', 'timestamp', 'name')
  const message = messageAt(world, joinedConversation(world, args.channel, 'write'), args.timestamp)
  const name = (asText(args.name) ?? '').replaceAll(':', '')
  if (!/^[\w+'-]+$/.test(name)) throw new Refusal('invalid_name')
  const mine = message.reactions.some((one) => one.name === name && one.users.includes(BOT.userId))
  if (mine === add) throw new Refusal(add ? 'already_reacted' : 'no_reaction')
  toggleReaction(message.reactions, name, BOT.userId)
  world.changed()
  return {}
}

/** Gives a reaction, or takes it back when the person already gave it. */
export function toggleReaction(reactions: { name: string; users: string[] }[], name: string, user: string): void {
  const found = reactions.find((one) => one.name === name)
  if (!found) {
    reactions.push({ name, users: [user] })
    return
  }
  found.users = found.users.includes(user) ? found.users.filter((id) => id !== user) : [...found.users, user]
  if (found.users.length === 0) reactions.splice(reactions.indexOf(found), 1)
}

function botInfo({ world }: Call): Json {
  const { name } = world.settings.app
  return { bot: { id: BOT.botId, app_id: BOT.appId, user_id: BOT.userId, name, deleted: false, updated: 0 } }
}

/** `auth.*`, `users.*`, `bots.*`, `team.*`, `reactions.*` */
export const peopleMethods: Record<string, Method> = {
  'auth.test': { run: authTest },
  'users.info': {
    scope: 'users:read',
    run: ({ world, args }) => ({ user: userJson(world.state, findPerson(world, args.user)) }),
  },
  'users.list': { scope: 'users:read', run: listUsers },
  'users.lookupByEmail': { scope: 'users:read.email', run: userByEmail },
  'bots.info': { scope: 'users:read', run: botInfo },
  'team.info': { scope: 'team:read', run: ({ world }) => ({ team: { ...world.state.workspace, email_domain: '' } }) },
  'reactions.add': { scope: 'reactions:write', run: (call) => react(call, true) },
  'reactions.remove': { scope: 'reactions:write', run: (call) => react(call, false) },
}
