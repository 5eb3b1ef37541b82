// The sources that GA4 knows by their names, as far as a marketer meets them. What is not in here, GA4 may still know: a link with
// a source that nobody has heard of is then judged by its medium alone.

const SEARCH = `google bing yahoo duckduckgo baidu ecosia.org yandex naver qwant seznam ask aol msn sogou daum so.com lycos terra
  rakuten google-play play.google.com news.google.com search.google.com lens.google.com msn.com yahoo.com yahoo.co.jp naver.com
  qwant.com cn.bing.com ntp.msn.com uk.search.yahoo.com de.search.yahoo.com fr.search.yahoo.com es.search.yahoo.com
  it.search.yahoo.com us.search.yahoo.com search.aol.com yandex.ru yandex.com`

const SOCIAL = `facebook facebook.com fb fb.me m.facebook.com l.facebook.com lm.facebook.com business.facebook.com instagram
  instagram.com ig l.instagram.com linkedin linkedin.com lnkd.in twitter twitter.com t.co tiktok tiktok.com pinterest pinterest.com
  pinterest.de pinterest.fr pinterest.es pinterest.co.uk reddit reddit.com old.reddit.com out.reddit.com amp.reddit.com snapchat
  snapchat.com quora quora.com whatsapp whatsapp.com messenger messenger.com l.messenger.com wechat wechat.com weibo weibo.com vk.com
  xing xing.com tumblr tumblr.com medium.com t.me line kakao yelp yelp.com tripadvisor tripadvisor.com trustpilot glassdoor
  glassdoor.com stackoverflow stackoverflow.com stackexchange.com news.ycombinator.com slideshare.net flipboard flipboard.com
  hootsuite bit.ly tinyurl.com goo.gl is.gd wordpress wordpress.com blogger blogspot meetup meetup.com flickr flickr.com goodreads
  getpocket.com yammer skype foursquare buzzfeed buzzfeed.com social`

const VIDEO = `youtube youtube.com m.youtube.com music.youtube.com vimeo vimeo.com player.vimeo.com twitch twitch.tv m.twitch.tv
  dailymotion dailymotion.com wistia wistia.com netflix netflix.com hulu hulu.com disneyplus ted ted.com youku iqiyi`

const SHOPPING = `amazon amazon.com amazon.co.uk ebay ebay.com ebay.de ebay.co.uk etsy etsy.com walmart walmart.com alibaba alibaba.com
  shopify shopify.com shop.app stripe stripe.com mercadolibre mercadolibre.com shopping.yahoo.com shopzilla igshopping`

/** What kind of site a source of GA4 is. */
export type SourceKind = 'search' | 'social' | 'video' | 'shopping'

const KINDS = new Map<string, SourceKind>([
  ...wordsOf(SEARCH).map((name) => [name, 'search'] as const),
  ...wordsOf(SOCIAL).map((name) => [name, 'social'] as const),
  ...wordsOf(VIDEO).map((name) => [name, 'video'] as const),
  ...wordsOf(SHOPPING).map((name) => [name, 'shopping'] as const),
])

/** What kind of site a source is to GA4; null where it is none of those it knows. */
export function sourceKind(source: string): SourceKind | null {
  return KINDS.get(source.trim().toLowerCase()) ?? null
}

/** Every source known here, with its kind. */
export function knownSources(): readonly (readonly [string, SourceKind])[] {
  return [...KINDS]
}

function wordsOf(text: string): string[] {
  return text.trim().split(/\s+/)
}
