import { letters } from '../team.ts'

/** What one platform is called, by the letters and digits alone; exports, warehouses and people differ. */
const FAMILIES: readonly { name: string; called: readonly string[] }[] = [
  { name: 'google', called: ['google', 'googleads', 'googleadwords', 'adwords', 'gads'] },
  { name: 'meta', called: ['meta', 'metaads', 'facebook', 'facebookads', 'fb', 'fbads', 'facebookinstagram'] },
  { name: 'microsoft', called: ['microsoft', 'microsoftads', 'microsoftadvertising', 'bing', 'bingads', 'msads'] },
  { name: 'linkedin', called: ['linkedin', 'linkedinads'] },
  { name: 'tiktok', called: ['tiktok', 'tiktokads'] },
  { name: 'reddit', called: ['reddit', 'redditads'] },
  { name: 'snapchat', called: ['snapchat', 'snapchatads', 'snapads'] },
  { name: 'pinterest', called: ['pinterest', 'pinterestads'] },
  { name: 'x', called: ['twitter', 'twitterads', 'xads'] },
]
const FAMILY_OF = new Map(FAMILIES.flatMap(({ name, called }) => called.map((each) => [each, name] as const)))

/** One name for a platform however it is written: Google Ads, google_ads and AdWords are one, and so are Facebook and Meta. */
export function platformFamily(platform: string): string {
  const written = letters(platform)
  return FAMILY_OF.get(written) ?? written
}
