import { lintLink, type UtmReport } from '../../domain/utm/utm-lint.ts'
import { Invalid } from '../../lib/errors.ts'
import { readKnownUtm } from '../../store/guardrail/qa-facts.ts'
import type { TeamContext } from '../context.ts'

/** Checks a tagged link against GA4's rules and what the team already uses. */
export async function checkLink({ db, team }: TeamContext, text: string): Promise<UtmReport> {
  const known = await readKnownUtm(db, team)
  const report = lintLink(text, known)
  if (report) return report
  const why =
    'That is no link. Paste one with its tags, as in `https://example.com/demo?utm_source=google&utm_medium=cpc&utm_campaign=brand`.'
  throw new Invalid(why, { page: why })
}

/** The values of source and medium that a team already uses, the most used first. */
export async function knownValues({ db, team }: TeamContext): Promise<{ sources: string[]; mediums: string[] }> {
  return await readKnownUtm(db, team)
}
