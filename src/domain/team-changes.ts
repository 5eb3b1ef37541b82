import { targetChanges } from './metric/target.ts'
import type { Team } from './team.ts'
import { COUNTED_WORDS, rulesInWords } from './team-words.ts'

/** Campaigns that rules gave to another channel; '' is none. */
export type Moved = { from: string; to: string; campaigns: number }

/** A change of a team that its numbers follow, in words, and the channel it concerns; null for the whole team. */
export type TeamChange = { channelId: string | null; said: string }

/** What differs between a team as it was and as it is, as far as numbers, or what they are held against, are made of it. */
export function teamChanges(before: Team, after: Team, moved: readonly Moved[]): TeamChange[] {
  return [
    ...wholeChanges(before, after).map((said) => ({ channelId: null, said })),
    ...channelChanges(before, after),
    ...moved.flatMap((each) => movedInWords(each, [...after.channels, ...before.channels])),
    ...targetChanges(before, after),
  ]
}

function wholeChanges(before: Team, after: Team): string[] {
  const counts = ({ outcomes }: Team) => outcomes.find(({ role }) => role === 'primary')?.counts
  const [was, is] = [counts(before), counts(after)]
  return [
    ...(was && is && was !== is
      ? [`what counts: ${lower(COUNTED_WORDS[is])} (before: ${lower(COUNTED_WORDS[was])})`]
      : []),
    ...(before.zone === after.zone ? [] : [`days are those of ${after.zone} (before: ${before.zone})`]),
  ]
}

function channelChanges(before: Team, after: Team): TeamChange[] {
  const gone = before.channels.filter(({ id }) => !after.channels.some((each) => each.id === id))
  return [
    ...after.channels.flatMap(({ id, name, rules }) => {
      const earlier = before.channels.find((each) => each.id === id)
      if (!earlier) return [{ channelId: id, said: `channel ${name} added` }]
      const [was, is] = [rulesInWords(earlier.rules), rulesInWords(rules)]
      return was === is ? [] : [{ channelId: id, said: `rules of ${name}: ${is || 'none'} (before: ${was || 'none'})` }]
    }),
    // Nobody looks at a channel that is gone any more; what was its own is somewhere else.
    ...gone.map(({ name }) => ({ channelId: null, said: `channel ${name} removed` })),
  ]
}

function movedInWords({ from, to, campaigns }: Moved, channels: Team['channels']): TeamChange[] {
  const nameOf = (id: string) => channels.find((each) => each.id === id)?.name ?? 'no channel'
  const count = campaigns === 1 ? '1 campaign' : `${campaigns} campaigns`
  const said = `${count} moved from ${nameOf(from)} to ${nameOf(to)}`
  return [from, to].filter((id) => id !== '').map((channelId) => ({ channelId, said }))
}

function lower(words: string): string {
  return `${words.charAt(0).toLowerCase()}${words.slice(1)}`
}
