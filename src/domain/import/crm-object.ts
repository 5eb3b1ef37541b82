// The funnel holds one row for each object of the CRM (a contact, a lead, a deal, an opportunity) with the moments it reached
// each stage. A stage counts on the day it was reached.

/** The stages in the order they are reached; an object ends won or lost. */
export const STAGES = ['lead', 'mql', 'sql', 'opportunity', 'won', 'lost'] as const
export type Stage = (typeof STAGES)[number]

/** What objects of a stage are called: one of them, and many. */
export const STAGE_WORDS: Readonly<Record<Stage, readonly [string, string]>> = {
  lead: ['lead', 'leads'],
  mql: ['MQL', 'MQLs'],
  sql: ['SQL', 'SQLs'],
  opportunity: ['opportunity', 'opportunities'],
  won: ['won', 'won'],
  lost: ['lost', 'lost'],
}

/** The kinds of export that objects come from, as people call them. */
export const CRM_SOURCES = {
  hubspot_deals: 'HubSpot deals',
  hubspot_contacts: 'HubSpot contacts',
  salesforce_opportunities: 'Salesforce opportunities',
  salesforce_leads: 'Salesforce leads',
  crm: 'CRM objects',
} as const

/** A kind of export as people call it, or as it is written where it is none of ours. */
export function sourceInWords(source: string): string {
  return source in CRM_SOURCES ? CRM_SOURCES[source as keyof typeof CRM_SOURCES] : source
}

/** Where an object came from, as far as the CRM says; '' where it does not. */
export type Origin = {
  /** The marketing channel, where a column names one. */
  channelName: string
  campaign: string
  utmSource: string
  utmMedium: string
  /** HubSpot's original source, Salesforce's lead source. */
  leadSource: string
}

/** How an object stands today, where its row says so; it settles what an earlier file said of it. */
export type Standing = 'won' | 'lost' | 'open'

/** One row of a CRM export. Moments are `2026-11-20`, `2026-11-20 16:40:00` or such with an offset; null is not reported. */
export type CrmObject = Origin & {
  source: string
  objectId: string
  line: number
  at: Record<Stage, string | null>
  standing: Standing | null
  /** A plain decimal string. */
  amount: string | null
}
