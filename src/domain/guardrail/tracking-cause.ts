import type { Channel } from '../team.ts'
import { checkConversions } from '../tracking/conversion-qa.ts'
import type { QaFinding } from '../tracking/qa-finding.ts'
import type { QaDay } from '../tracking/tracked-day.ts'
import { merged } from '../tracking/tracking-report.ts'
import { shiftDay } from '../week.ts'
import type { Broken } from './inhibition.ts'

/** What a finding is worked out from is looked for in so many days. */
export const QA_DAYS = 70
const WEEK = 7
const DOUBLE_DAYS = 3

/** How the tracking of a channel, or of all together (null), is called where it mutes something. */
function trackingName(channelId: string | null, channels: readonly Pick<Channel, 'id' | 'name'>[]): string {
  const channel = channels.find(({ id }) => id === channelId)
  return `the tracking of ${channel?.name ?? 'all channels together'}`
}

const PREFIX = 'tracking:'

/** The name of what muted something, where it was the tracking itself and no guardrail of it. */
export function trackingOfId(id: string, channels: readonly Pick<Channel, 'id' | 'name'>[]): string | null {
  return id.startsWith(PREFIX) ? trackingName(id.slice(PREFIX.length) || null, channels) : null
}

/**
 * What mutes others because its conversions are not counted, whether or not a guardrail watches that: the errors that `/beat controls`
 * shows and that stop a test from starting, as they stood at the end of each day from one to another.
 */
export function trackingCauses(
  days: ReadonlyMap<string, readonly QaDay[]>,
  channels: readonly Pick<Channel, 'id' | 'name'>[],
  { from, to }: { from: string; to: string },
): Broken[] {
  const all = { id: null, own: merged([...days.values()]) }
  const scopes = [...channels.map(({ id }) => ({ id, own: days.get(id) ?? [] })), all]
  return scopes.flatMap(({ id, own }): Broken[] => {
    const broken = new Set<string>()
    for (let day = from; day <= to; day = shiftDay(day, 1)) {
      const known = own.filter((each) => each.day <= day && each.day > shiftDay(day, -QA_DAYS))
      for (const finding of checkConversions(known)) {
        const first = firstBroken(finding, known, day)
        for (let on = first ?? ''; on !== '' && on <= day; on = shiftDay(on, 1)) broken.add(on)
      }
    }
    const scope = id === null ? ({ level: 'team' } as const) : ({ level: 'channel', channelId: id } as const)
    const cause = {
      id: `${PREFIX}${id ?? ''}`,
      number: null,
      name: trackingName(id, channels),
      scope,
      isTracking: true,
    }
    return broken.size > 0 ? [{ cause, days: broken }] : []
  })
}

/**
 * From which day on what a finding says is not to be trusted; null for what mutes nothing. Fewer conversions that no CRM speaks
 * against may be fewer customers: that is no reason to be silent about them.
 */
function firstBroken(finding: QaFinding, days: readonly QaDay[], day: string): string | null {
  const week = shiftDay(day, 1 - WEEK)
  switch (finding.kind) {
    case 'zero run':
      return finding.from
    case 'fires twice':
      return shiftDay(day, 1 - DOUBLE_DAYS)
    case 'drop':
      return days.some((each) => each.day >= week && each.leads !== null) ? week : null
    case 'off the CRM':
      return finding.level === 'error' ? week : null
    default:
      return null
  }
}
