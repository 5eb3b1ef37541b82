import { type Block, Message as SlackBlocks } from 'slack-blocks-to-jsx'
import type { Json } from '../json.ts'
import { usePage } from './context.ts'
import { spellDate } from './format.ts'

/** Draws blocks that only show something. */
export function Display({ blocks }: { blocks: Json[] }) {
  const { snapshot, theme, go } = usePage()
  const people = snapshot.people.map((person) => ({ id: person.id, name: person.realName }))
  const channels = snapshot.conversations.map(({ id, name }) => ({ id, name }))
  return (
    <SlackBlocks
      withoutWrapper
      theme={theme}
      name=""
      logo=""
      // The library's types know fewer blocks than Slack; what it does not know it leaves out.
      blocks={blocks.map(formatted) as unknown as Block[]}
      data={{ users: people, channels, user_groups: [] }}
      hooks={{
        user: ({ id }) => <span className="mention">@{people.find((one) => one.id === id)?.name ?? id}</span>,
        channel: ({ id }) => (
          <button type="button" className="mention" onClick={() => go(id)}>
            #{channels.find((one) => one.id === id)?.name ?? id}
          </button>
        ),
        date: ({ timestamp, format, fallback }) => (
          <time title={fallback}>{spellDate(snapshot.me.tz, Number(timestamp), format) || fallback}</time>
        ),
        link: ({ href, children }) => (
          <a href={href} target="_blank" rel="noreferrer">
            {children}
          </a>
        ),
      }}
    />
  )
}

/** Draws a text in Slack's own markup. */
export function Markup({ text }: { text: string }) {
  return <Display blocks={[{ type: 'section', text: { type: 'mrkdwn', text } }]} />
}

/** In Slack verbatim text is formatted all the same, it only links nothing by itself; the library shows its markup instead. */
function formatted(value: Json): Json {
  const { verbatim: _, ...rest } = value
  return Object.fromEntries(Object.entries(rest).map(([key, inner]) => [key, formattedPart(inner)]))
}

function formattedPart(value: unknown): unknown {
  // The library unescapes before it parses: what somebody typed must not turn into a mention or a link again.
  if (typeof value === 'string') return value.replaceAll('&lt;', '&lt;\u2060')
  if (Array.isArray(value)) return value.map(formattedPart)
  return typeof value === 'object' && value !== null ? formatted(value as Json) : value
}
