import type { AdName } from './ad.ts'
import type { BestAd } from './best-ad.ts'
import type { Creatives } from './creatives.ts'
import { type AdReading, isTired } from './fatigue.ts'

// The creative retro of a review: which ads tire, which do best, and the one question that follows.

/** What a review says of the creatives of its week; kept with its board, so that it stays as it was decided on. */
export type Retro = { tired: AdReading[]; best: BestAd[] }

/** What one person answered to the question. */
export type RetroAnswer = {
  userId: string
  text: string
  answeredAt: Date
  editedAt: Date | null
  /** Written after the review had been closed. */
  late: boolean
}

const SHOWN = 3

/** What a review says of the creatives. */
export function retroOf({ readings, best }: Creatives): Retro {
  return { tired: readings.filter(isTired).slice(0, SHOWN), best: best.slice(0, SHOWN) }
}

/** Whether there is anything to talk about: an ad that tires, or one that does better than the others. */
export function hasTopic(retro: Retro | undefined): retro is Retro {
  return retro !== undefined && (retro.tired.length > 0 || retro.best.length > 0)
}

/** The one question: about the tired ad that spends most, and the best one nearest to it. */
export function questionOf({ tired, best }: Retro): string {
  const [worn] = tired.toSorted((one, other) => (other.spend ?? -1) - (one.spend ?? -1))
  if (!worn) {
    const names = best.slice(0, 1).map(({ name }) => name)
    return `What does ${names.join()} do that the others of its campaign do not?`
  }
  if (worn.blame === 'audience')
    return `The ads beside ${worn.name} fell alike: has this audience seen enough of us, and who comes next?`
  const fresh = nearest(worn, best)
  return fresh
    ? `What did ${fresh.name} do that ${worn.name} no longer does?`
    : `What did ${worn.name} do in its first weeks that it no longer does, and what takes its place?`
}

function nearest(worn: AdName, best: readonly BestAd[]): BestAd | undefined {
  return (
    best.find(({ campaign }) => campaign === worn.campaign) ??
    best.find(({ channelId }) => channelId === worn.channelId) ??
    best[0]
  )
}
