import type { CRM_SOURCES, Stage } from '../../domain/import/crm-object.ts'

/** A kind of CRM export: how it is told from others, and what its columns mean. */
export type CrmLayout = {
  /** `crm` is any other table with one row per object. */
  id: keyof typeof CRM_SOURCES
  /** Sets of header names (normalised); it is this layout when all names of one set are there. */
  signs: readonly (readonly string[])[]
  /** Names of the column that tells its objects apart, best first, as letters and digits. */
  ids: readonly string[]
  /** Names of the column that says how an object stands today. */
  standing: readonly string[]
  /** The stage an object reaches by being created, where no column has a date for that stage. */
  created: Stage
  /** How to get what an export may lack. */
  lacksId: string
}

const HUBSPOT_IDS = ['recordid', 'hsobjectid', 'dealid', 'contactid', 'objectid', 'id']
const EXPORT_ID = 'Export it with the column Record ID'
const REPORT_ID = 'Add it to the columns of the report'

/** The CRM layouts in the order they are tried. */
export const CRM_LAYOUTS: readonly CrmLayout[] = [
  {
    id: 'hubspot_deals',
    signs: [['deal stage'], ['record id', 'deal name'], ['dealstage'], ['deal id', 'close date']],
    ids: HUBSPOT_IDS,
    standing: ['dealstage', 'stage'],
    created: 'opportunity',
    lacksId: EXPORT_ID,
  },
  {
    id: 'hubspot_contacts',
    signs: [['lifecycle stage'], ['lifecyclestage'], ['became a lead date'], ['became a customer date']],
    ids: HUBSPOT_IDS,
    // The lifecycle stage goes up and down; the dates say what was reached.
    standing: [],
    created: 'lead',
    lacksId: EXPORT_ID,
  },
  {
    id: 'salesforce_opportunities',
    signs: [
      ['opportunity name', 'stage'],
      ['opportunity name', 'close date'],
      ['opportunity name', 'amount'],
      ['opportunity id', 'stage'],
      ['opportunity id', 'close date'],
      ['stagename', 'closedate'],
    ],
    ids: ['opportunityid', 'casesafeopportunityid', 'opportunitycasesafeid', 'casesafeid', 'id'],
    standing: ['stage', 'stagename', 'opportunitystage'],
    created: 'opportunity',
    lacksId: `${REPORT_ID}: Opportunity ID`,
  },
  {
    id: 'salesforce_leads',
    signs: [
      ['lead source', 'lead status'],
      ['lead id', 'lead status'],
      ['lead id', 'lead source'],
      ['leadsource', 'isconverted'],
    ],
    ids: ['leadid', 'casesafeleadid', 'leadcasesafeid', 'casesafeid', 'id'],
    standing: [],
    created: 'lead',
    lacksId: `${REPORT_ID}: Lead ID`,
  },
]

/** What is left when neither HubSpot nor Salesforce is recognised. */
export const CRM_TABLE: CrmLayout = {
  id: 'crm',
  signs: [],
  ids: 'objectid crmid recordid id mqlid leadid contactid dealid opportunityid customerid'.split(' '),
  standing: ['stage', 'dealstage', 'status', 'leadstatus'],
  created: 'lead',
  lacksId: 'Add a column named object_id that tells its objects apart',
}

const STAGE_NAMES: Readonly<Record<Stage, readonly string[]>> = {
  lead: ['lead', 'newlead', 'leadcreated', 'firstcontact', 'inquiry'],
  mql: ['mql', 'marketingqualifiedlead', 'marketingqualified'],
  sql: ['sql', 'salesqualifiedlead', 'salesqualified'],
  opportunity: ['opportunity', 'opp', 'opportunitycreated', 'dealcreated'],
  won: ['won', 'closedwon', 'closewon', 'dealwon', 'customer'],
  lost: ['lost', 'closedlost', 'closelost', 'deallost', 'disqualified', 'unqualified', 'closednotconverted'],
}
const STAGE_OF = new Map(
  Object.entries(STAGE_NAMES).flatMap(([stage, names]) => names.map((name) => [name, stage as Stage] as const)),
)

/** The stage that a label or an internal id names, such as `Closed Won`, `closedwon` or `Customer (Lifecycle)`, or null. */
export function stageNamed(label: string): Stage | null {
  return STAGE_OF.get(compact(label.replace(/\s*\([^()]*\)\s*["”]?\s*$/, ''))) ?? null
}

/** The letters and digits of a name: `Close Date`, close_date and CloseDate are one. */
export function compact(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}
