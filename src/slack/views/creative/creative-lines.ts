import type { AdName } from '../../../domain/creative/ad.ts'
import type { BestAd } from '../../../domain/creative/best-ad.ts'
import {
  bestInWords,
  blameInWords,
  levelInWords,
  placeInWords,
  tirednessInWords,
} from '../../../domain/creative/creative-words.ts'
import type { AdReading } from '../../../domain/creative/fatigue.ts'
import { escapeText, userText } from '../../kit/text.ts'

/** Tired ads, one text each: which, how tired, by what it shows, and who is to blame. */
export function tiredLines(readings: readonly AdReading[], currency: string): string[] {
  return readings.map((reading) => {
    const state = levelInWords(reading) === 'tired' ? 'Tired' : 'Worn out'
    const shown = escapeText(tirednessInWords(reading, currency))
    return `*${state}* · ${named(reading)}: ${shown}. ${escapeText(blameInWords(reading))}`
  })
}

/** The best ads, one text each: which, and against what. */
export function bestLines(ads: readonly BestAd[], currency: string): string[] {
  return ads.map((ad) => `*Fresh* · ${named(ad)}: ${escapeText(bestInWords(ad, currency))}.`)
}

function named(ad: AdName): string {
  return `*${userText(ad.name, 120)}* (${userText(placeInWords(ad), 200)})`
}
