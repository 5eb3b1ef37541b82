/** What a column can mean to us. */
export type Field =
  | 'day'
  | 'dayEnd'
  | 'platform'
  | 'accountId'
  | 'accountName'
  | 'campaignId'
  | 'campaignName'
  | 'adGroupId'
  | 'adGroupName'
  | 'adId'
  | 'adName'
  | 'adLink'
  | 'currency'
  | 'spend'
  | 'impressions'
  | 'clicks'
  | 'conversions'
  | 'conversionsValue'
  | 'reach'
  | 'resultIndicator'
  | 'ctr'

/** The names a field goes by, best first, as `normaliseHeader` writes them. */
export type Synonyms = Readonly<Record<Field, readonly string[]>>

/** Names of a list, with bars between them and the best first. */
export function named(...lists: string[]): string[] {
  return lists.flatMap((list) => list.split(' | '))
}

/** The names platforms and warehouses use, in English and where exports are translated in French, Spanish and German. */
export const SYNONYMS: Synonyms = {
  day: named(
    'date | day | date day | by day | stat time day | gregorian date | timeperiod | time period | c date',
    'jour | fecha | día | tag | datum | reporting starts | start date (in utc) | start date',
    'début des rapports | inicio del informe',
  ),
  dayEnd: named('reporting ends | end date (in utc) | end date | fin des rapports | fin del informe'),
  platform: named('platform | ad platform | datasource | data source | source | source relation'),
  accountId: named('account id | account number | customer id | advertiser id'),
  accountName: named('account name | account | advertiser name | nom du compte | nombre de la cuenta | konto'),
  campaignId: named('campaign id | campaignid'),
  campaignName: named(
    'campaign | campaign name | campaignname | nom de la campagne | nombre de la campaña | kampagne',
    'kampagnenname | campagne | campaña',
  ),
  adGroupId: named('ad group id | adgroup id | ad set id | adset id'),
  adGroupName: named(
    'ad group | ad group name | adgroup | ad set name | ad set | adset name | anzeigengruppe',
    "nom de l'ensemble de publicités | nombre del conjunto de anuncios | groupe d'annonces | grupo de anuncios",
  ),
  adId: named('ad id | creative id'),
  adName: named('ad name | ad | creative name | creative | nom de la publicité | nombre del anuncio | anzeigenname'),
  adLink: named(
    'ad link | preview link | ad preview link | permalink | ad permalink | post permalink | instagram permalink url',
    'instagram permalink | facebook permalink | preview url | ad preview url | ad url | creative link | creative url',
    "share link | lien de l'aperçu | lien permanent | enlace de vista previa | enlace permanente | vorschau-link",
  ),
  currency: named(
    'currency code | currency | currencycode | devise | code de devise | moneda | divisa',
    'código de moneda | währung | währungscode | amount currency | customer currency code',
  ),
  spend: named(
    'cost | spend | amount spent | total spent | total spend | total cost | media cost | cost in local currency',
    'cost micros | spend micros | spend (micros) | mark spent | budget dépensé | montant dépensé',
    'importe gastado | coût | coste | kosten | ausgaben | ausgegebener betrag',
  ),
  impressions: named('impr | impressions | impresiones | impressionen'),
  clicks: named(
    'link clicks | clics sur un lien | clics en el enlace | link-klicks | clicks (destination)',
    'clicks to landing page | clicks | clics | klicks | clicks (all) | clics (tous) | clics (todos)',
    'klicks (alle) | interactions | swipes | taps',
  ),
  conversions: named(
    'conversions | conv | conversiones | results | résultats | resultados | ergebnisse | purchases | leads',
    'website leads | key events | total conversions | orders',
  ),
  conversionsValue: named(
    'conv. value | conversion value | total conv. value | purchases conversion value | revenue',
    'conversions value | conv.-wert | valeur de conv | valor de conv',
  ),
  reach: named('reach | couverture | alcance | reichweite'),
  resultIndicator: named(
    'result indicator | result type | indicateur de résultat | indicateur de résultats',
    'indicador de resultado | indicador de resultados | ergebnisindikator',
  ),
  ctr: named('ctr | ctr (link click-through rate) | click-through rate'),
}

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'))
const MONEY: readonly Field[] = ['spend', 'conversionsValue']
const MONEY_NAMES = new Set(MONEY.flatMap((field) => SYNONYMS[field]))
const INVISIBLE = /[\u200B-\u200D\u2060\uFEFF]/g

/** A header in the one spelling names are compared in: lower case, single spaces, no underscores, no trailing dot. */
function normaliseHeader(header: string): string {
  return header
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replaceAll('’', "'")
    .toLowerCase()
    .replace(/(?<=\w)\.(?=\w)|_/g, ' ')
    .replace(/^\s*(?:metrics|segments) (?=\S)/, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/\.$/, '')
}

/**
 * A header's name and the currency it states in brackets. Only money columns state one: "Clicks (ALL)" counts all clicks,
 * not Albanian lek, and UTC is no currency.
 */
export function readHeader(header: string): { name: string; currency: string } {
  const name = normaliseHeader(header)
  const stated = /^(.*\S)\s*\(([A-Z]{3})\)\s*$/.exec(header.normalize('NFKC').replace(INVISIBLE, ''))
  const [, bare = '', code = ''] = stated ?? []
  const bareName = normaliseHeader(bare)
  if (!CURRENCIES.has(code) || !MONEY_NAMES.has(bareName)) return { name, currency: '' }
  return { name: bareName, currency: code }
}

/** Whether it is the code of a currency, by ISO 4217. */
export function isCurrency(code: string): boolean {
  return CURRENCIES.has(code)
}

/** How many different things the cells of a row name: the row that names most is the header. */
export function headerScore(cells: readonly string[], synonyms: Synonyms = SYNONYMS): number {
  const names = new Set(cells.map((cell) => readHeader(cell).name))
  const fields = Object.values(synonyms)
  return fields.filter((known) => known.some((name) => names.has(name))).length
}
