import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { App } from '@slack/bolt'
import { describe, expect, it } from 'vitest'
import { ACTION, SHORTCUT, VIEW } from '../../src/slack/ids.ts'
import { register } from '../../src/slack/register.ts'
import type { Desk } from '../../src/slack/requests.ts'

// What messages in people's channels carry. Lines are added here and never changed or taken away: a message of last year is
// clicked today.
const CARRIED = {
  action: `
    narrative_write form_typed review_close review_now review_preview rhythm_pause rhythm_resume import_confirm
    import_cancel import_answer import_show team_setup team_add_channel numbers_show change_parts change_split
    creatives_show retro_answer help_show definitions_show targets_show target_set target_chosen economics_set
    rules_show delivery_there delivery_again link experiment_new experiment_idea_typed experiment_plan
    experiment_plan_typed experiment_score experiment_launch experiment_approve experiment_decline
    experiment_unschedule experiment_pause experiment_resume experiment_more experiment_result experiment_decide
    experiment_learn experiment_agree experiment_disagree experiment_read_numbers experiment_try experiment_settings
    experiment_show experiment_log_more experiment_log_alerts review_move review_skip experiment_list experiment_backlog source_list source_new source_run source_pause
    source_resume source_revoke source_answer:0 action_new action_done action_drop action_change action_hand_over
    action_reopen action_more action_list narrative_ahead narrative_pass reminders_set review_hand_over review_rules
    launch_plan launch_live launch_drop launch_list incident_take incident_snooze incident_assign incident_decide incident_expected
    incident_end_drill absence_set absence_end holidays_set
    change_basis guardrail_new guardrail_typed guardrail_advanced guardrail_more guardrail_starters incident_stress team_meant:0 home_menu home_teams link_build link_typed overlap_measure stress_test stress_share
    list_more tasks_more
  `,
  view: `
    narrative_form narrative_choice review_move_form close_form retro_form team_form target_form economics_form experiment_idea_form
    experiment_plan_form experiment_score_form experiment_launch_form experiment_amend_form experiment_move_form
    experiment_settings_form experiment_choice experiment_result_form experiment_reading experiment_columns_form
    experiment_decide_form experiment_learning_form source_form action_form action_drop_form action_hand_over_form
    narrative_ahead_form reminders_form review_hand_over_form review_rules_form launch_plan_form launch_drop_form
    team_choice absence_form holidays_form guardrail_form guardrail_starters_form
    experiment_hand_over_form incident_snooze_form incident_assign_form incident_decide_form link_form overlap_form stress_form
  `,
  shortcut: `
    narrative_shortcut setup_shortcut import_shortcut experiment_shortcut experiment_message_shortcut
    action_message_shortcut
  `,
}

/** Every source file below a folder, with what stands in it. */
function sources(folder: string): [path: string, text: string][] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((path) => [path, readFileSync(path, 'utf8')])
}

/** What the bot answers, as register.ts says it to Bolt. */
function answered(): { action: (string | RegExp)[]; view: string[]; shortcut: string[] } {
  const heard = { action: [] as (string | RegExp)[], view: [] as string[], shortcut: [] as string[] }
  const app = {
    command: () => {},
    event: () => {},
    action: (id: string | RegExp) => heard.action.push(id),
    view: (id: string | { callback_id: string }) => heard.view.push(typeof id === 'string' ? id : ''),
    shortcut: (id: string) => heard.shortcut.push(id),
  }
  register(app as unknown as App, {} as Desk)
  return heard
}

describe('what old messages carry', () => {
  const heard = answered()
  const isHeard = (id: string, known: readonly (string | RegExp)[]) =>
    known.some((each) => (typeof each === 'string' ? each === id : each.test(id)))
  const words = (text: string) => text.trim().split(/\s+/)

  it.each(['action', 'view', 'shortcut'] as const)('is answered as ever: every %s that was ever sent', (what) => {
    expect(words(CARRIED[what]).filter((id) => !isHeard(id, heard[what]))).toEqual([])
  })

  // What stands in a menu of a button, and modals with nothing to send.
  const NEVER_SENT: readonly string[] = [
    ACTION.editIdea,
    ACTION.amendTest,
    VIEW.waiting,
    VIEW.tokenShown,
    VIEW.stressAnswer,
  ]

  it.each([
    ['action', ACTION],
    ['view', VIEW],
    ['shortcut', SHORTCUT],
  ] as const)('is answered from its first day: every %s there is', (what, ids) => {
    const unheard = Object.values(ids).filter((id) => !isHeard(id, heard[what]) && !isHeard(`${id}:0`, heard[what]))
    expect(unheard.filter((id) => !NEVER_SENT.includes(id))).toEqual([])
  })

  it.each([
    ['action', ACTION],
    ['view', VIEW],
    ['shortcut', SHORTCUT],
  ] as const)('stands for one thing: no two of each %s share an id', (_, ids) => {
    expect(new Set(Object.values(ids)).size).toBe(Object.values(ids).length)
  })

  it.each([
    ['action', ACTION],
    ['view', VIEW],
    ['shortcut', SHORTCUT],
  ] as const)(
    'is written down: every %s of ids.ts stands in the list above, and none of the list is gone',
    (what, ids) => {
      // An id that is sent with a number behind it is carried with one.
      const carried = words(CARRIED[what]).map((id) => id.replace(/:0$/, ''))
      const there = Object.values(ids).filter((id) => !NEVER_SENT.includes(id))
      expect(there.filter((id) => !carried.includes(id))).toEqual([])
      expect(carried.filter((id) => !there.some((each) => each === id))).toEqual([])
    },
  )

  it('comes from ids.ts alone: no view and no listener makes up an id of its own', () => {
    const made = sources('src/slack').filter(([path, text]) => {
      const own = /(?:action_id|callback_id|\bid): ['`](?!\$)[a-z]+_[a-z_]+['`]|(?:ACTION|VIEW|SHORTCUT)\.\w+ ?\+/
      return !path.endsWith('/ids.ts') && own.test(text)
    })
    expect(made.map(([path]) => path)).toEqual([])
  })
})
