import { type FunnelStep, isSameStep } from './funnel.ts'
import type { Part, Parted } from './part.ts'
import type { Periods } from './period.ts'
import { stepNoise } from './step-noise.ts'

// The gate: which parts of a change are named as its drivers. What is small, or inside its noise, is not.

/** A named reason of a change, in one channel or in several that moved together. */
export type Driver =
  | { kind: 'step'; step: FunnelStep; channelIds: string[]; contribution: number }
  | { kind: 'mix'; channelIds: [string]; contribution: number; before: number; after: number }
  | { kind: 'unpaid'; channelIds: [string]; contribution: number; before: number; after: number }

/** The drivers of a change, and what is left: how much, and whether it is all noise. */
export type Drivers = {
  drivers: Driver[]
  rest: number
  /** The parts of the rest. */
  left: Part[]
  /** `noise`: nothing in the rest has left it. `small`: some has, and is too little to name. `unknown`: a price without enough weeks. */
  restIs: 'nothing' | 'noise' | 'small' | 'unknown'
}

/** A driver is at least this part of the whole change, or of the cost it began from. */
const OF_CHANGE = 0.2
const OF_COST = 0.05
/** Channels move together where none of them makes more than this part of what they did. */
const ONE_CHANNEL = 0.8

/** Names the drivers of a change, the largest first. */
export function findDrivers(parted: Parted, periods: Periods): Drivers {
  const isLarge = gate(parted)
  const drivers: Driver[] = []
  const left: Part[] = []
  for (const parts of groups(parted.parts)) {
    const joint = together(parts, periods, isLarge)
    if (joint) {
      drivers.push(joint)
      continue
    }
    const named = parts.filter((part) => part.noise === 'outside' && isLarge(part.contribution))
    drivers.push(...named.map(asDriver))
    left.push(...parts.filter((part) => !named.includes(part)))
  }
  const rest = left.reduce((sum, part) => sum + part.contribution, 0)
  return { drivers: drivers.sort(bySize), rest, left, restIs: restOf(left, isLarge) }
}

/** Whether a contribution is large enough to be worth a name. */
function gate({ before, after }: Parted): (contribution: number) => boolean {
  const change = Math.abs(after - before)
  return (contribution) => {
    const size = Math.abs(contribution)
    return size > 0 && (size >= OF_CHANGE * change || size >= OF_COST * before)
  }
}

/** The same step of all channels together; everything else alone. */
function groups(parts: readonly Part[]): Part[][] {
  const grouped: Part[][] = []
  for (const part of parts) {
    const same = grouped.find(([first]) => {
      return first?.kind === 'step' && part.kind === 'step' && isSameStep(first.step, part.step)
    })
    if (same) same.push(part)
    else grouped.push([part])
  }
  return grouped
}

/** The driver of channels whose step moved the same way in every one of them, if that is what it is. */
function together(parts: readonly Part[], periods: Periods, isLarge: (size: number) => boolean): Driver | null {
  const [first] = parts
  if (first?.kind !== 'step' || parts.length < 2) return null
  const contribution = parts.reduce((sum, part) => sum + part.contribution, 0)
  const moved = parts.every((part) => part.contribution * contribution > 0)
  const biggest = Math.max(...parts.map((part) => Math.abs(part.contribution)))
  if (!moved || !isLarge(contribution) || biggest > ONE_CHANNEL * Math.abs(contribution)) return null
  const channelIds = parts.map(({ channelId }) => channelId)
  if (stepNoise(first.step, periods, channelIds) !== 'outside') return null
  return { kind: 'step', step: first.step, channelIds, contribution }
}

function asDriver(part: Part): Driver {
  const { channelId, contribution } = part
  if (part.kind === 'step') return { kind: 'step', step: part.step, channelIds: [channelId], contribution }
  return { kind: part.kind, channelIds: [channelId], contribution, before: part.before, after: part.after }
}

function restOf(left: readonly Part[], isLarge: (size: number) => boolean): Drivers['restIs'] {
  if (left.every(({ contribution }) => contribution === 0)) return 'nothing'
  if (left.some((part) => part.noise === 'unknown' && isLarge(part.contribution))) return 'unknown'
  return left.some((part) => part.noise === 'outside' && !isLarge(part.contribution)) ? 'small' : 'noise'
}

function bySize(one: Driver, other: Driver): number {
  return Math.abs(other.contribution) - Math.abs(one.contribution)
}
