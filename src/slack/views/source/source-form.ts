import type { ModalView } from '@slack/types'
import type { Team } from '../../../domain/team.ts'
import { VIEW } from '../../ids.ts'
import { context, divider, section } from '../../kit/blocks.ts'
import { textInput } from '../../kit/inputs.ts'
import { modal } from '../../kit/modal.ts'
import { escapeText, userText } from '../../kit/text.ts'

/** Asks for the name of a source that others push to, and says how a warehouse is connected instead. */
export function sourceForm({ team, name }: { team: Team; name: string }): ModalView {
  return modal({
    id: VIEW.newSource,
    title: 'New source',
    submit: 'Make a token',
    metadata: { teamId: team.id },
    blocks: [
      section(
        `*Pushed by HTTP* · A program of yours sends numbers of *${userText(team.name, 80)}* as JSON or CSV. I check them as I check files, and import what is sound without asking.`,
      ),
      textInput({
        id: 'name',
        label: 'Name of the source',
        hint: 'What sends the numbers, in small letters, digits and hyphens: partner-feed. Each sender gets a token of its own.',
        max: 40,
        initial: name,
      }),
      divider(),
      section(
        `*A warehouse instead* · I read \`ad_reporting__campaign_report\` of dbt, or a query of yours, every hour. Its address is a secret, so it is set where I run and never here: the operator names a file by the setting \`SOURCES\`, such as`,
      ),
      section(`\`\`\`[{ "name": "warehouse", "team": "${escapeText(team.key)}", "url": "\${WAREHOUSE_URL}" }]\`\`\``),
    ],
  })
}

/** Shows a token, this once, with a line that pushes a first row. */
export function tokenShown(state: {
  team: Team
  name: string
  token: string
  address: string
  day: string
}): ModalView {
  const { team, name, token, address, day } = state
  const isLocal = /^https?:\/\/(?:127\.|localhost|0\.0\.0\.0|\[?::)/.test(address)
  return modal({
    id: VIEW.tokenShown,
    title: 'Copy the token now',
    close: 'I have copied it',
    blocks: [
      section(
        `*${userText(name, 40)}* of *${userText(team.name, 80)}* can push from now on. *The token is shown this once*: I keep only its fingerprint.`,
      ),
      section(`\`\`\`${escapeText(token)}\`\`\``),
      section(
        `*Try it* in a terminal, with a row of your own:\n\`\`\`${escapeText(curlLine({ address, token, day }))}\`\`\``,
      ),
      context(
        `Add \`?dry_run=1\` to the address to try without importing.${isLocal ? ' From other machines I have another address: the operator sets it as `PUBLIC_URL`.' : ''}`,
        'Lost it, or it leaked? Revoke it under `/beat source list` and make another.',
      ),
    ],
  })
}

/** The line of a terminal that pushes one row. */
export function curlLine({ address, token, day }: { address: string; token: string; day: string }): string {
  const row = `[{"date_day":"${day}","platform":"Partner network","campaign_name":"Partners autumn","impressions":9800,"clicks":340,"spend":120.5,"conversions":12}]`
  return [
    `curl ${address} \\`,
    `  -H 'Authorization: Bearer ${token}' \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d '${row}'`,
  ].join('\n')
}
