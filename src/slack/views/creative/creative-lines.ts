import type { BestAd } from '../../../domain/creative/best-ad.ts'
import { placeInWords, topicsInWords } from '../../../domain/creative/creative-words.ts'
import type { AdReading } from '../../../domain/creative/fatigue.ts'
import { escapeText, linkText, userText } from '../../kit/text.ts'

/** Tired ads and the best ones, one text each: how it stands, which it is, and what shows it. */
export function creativeLines(tired: readonly AdReading[], best: readonly BestAd[], currency: string): string[] {
  return topicsInWords(tired, best, currency).map(({ state, ad, shown }) => {
    const where = userText(placeInWords(ad), 200)
    const link = linkText(ad.link, 'See the ad')
    return `*${state}* · *${userText(ad.name, 120)}* (${where}): ${escapeText(shown)}${link === '' ? '' : ` ${link}`}`
  })
}
