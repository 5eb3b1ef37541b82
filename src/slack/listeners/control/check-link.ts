import { tagLink } from '../../../domain/utm/utm-link.ts'
import type { UtmReport } from '../../../domain/utm/utm-lint.ts'
import type { TeamContext } from '../../../flows/context.ts'
import { checkLink, knownValues } from '../../../flows/control/check-link.ts'
import { teamById, teamMeant } from '../../../flows/find-team.ts'
import { LINK_FORM, recallDraft } from '../../../flows/keep-draft.ts'
import { typedOf } from '../../forms/drafts.ts'
import { openForm } from '../../forms/open-form.ts'
import { refreshForm } from '../../forms/refresh-form.ts'
import type { Click, Command, Next, Submission } from '../../requests.ts'
import { linkAnswer } from '../../views/control/link-answer.ts'
import { linkForm } from '../../views/control/link-form.ts'
import { keepTyped } from '../keep-draft.ts'

const TITLE = 'A tagged link'

/** `/beat utm [link]`: checks a link, or opens the builder of one. */
export async function checkLinkByCommand(command: Command): Promise<void> {
  const { ctx, text, conversationId } = command
  const team = async () => await teamMeant(ctx, conversationId)
  if (text.trim() !== '') return await command.answer(linkAnswer(await checkLink({ ...ctx, team: await team() }, text)))
  await openForm(command, TITLE, async () => await formOf({ ...ctx, team: await team() }, null))
}

/** [Check a link]. */
export async function buildLinkByClick(click: Click): Promise<void> {
  const { ctx } = click
  await openForm(click, TITLE, async () => await formOf({ ...ctx, team: await teamById(ctx, click.value) }, null))
}

/** What GA4 makes of the link is said while somebody types it. */
export async function linkTyped(click: Click): Promise<void> {
  await keepTyped(click)
  const { ctx, view } = click
  if (!view) return
  const { teamId }: { teamId: string } = JSON.parse(view.metadata)
  await refreshForm(click, await formOf({ ...ctx, team: await teamById(ctx, teamId) }, typedOf(view.values)))
}

/** The link was sent: the form stays, with what is to be copied. */
export async function saveLink({ ctx, values, metadata }: Submission): Promise<Next> {
  const { teamId }: { teamId: string } = JSON.parse(metadata)
  const at = { ...ctx, team: await teamById(ctx, teamId) }
  const typed = typedOf(values)
  await checkLink(at, linkOf(typed))
  return { update: await formOf(at, typed) }
}

async function formOf(ctx: TeamContext, given: Readonly<Record<string, string>> | null) {
  const typed = given ?? (await recallDraft(ctx, { form: LINK_FORM, subject: ctx.team.id })) ?? {}
  const report = await reportOf(ctx, linkOf(typed))
  return linkForm({ teamId: ctx.team.id, typed, known: await knownValues(ctx), report })
}

async function reportOf(ctx: TeamContext, link: string): Promise<UtmReport | null> {
  return link === '' ? null : await checkLink(ctx, link)
}

/** The link that the parts make; '' while the page is none yet. */
function linkOf({
  page = '',
  source = '',
  medium = '',
  campaign = '',
  content = '',
  term = '',
}: Record<string, string>): string {
  const tags = { utm_source: source, utm_medium: medium, utm_campaign: campaign, utm_content: content, utm_term: term }
  return tagLink(page, tags) ?? ''
}
