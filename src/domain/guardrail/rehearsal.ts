import { instantOf } from '../rhythm.ts'
import type { Team } from '../team.ts'
import { countDays, shiftDay } from '../week.ts'
import { dueNow, nextAt, quietUntil, type Story } from './attention.ts'
import { foremostFirst, leadOf } from './grouping.ts'
import type { Guardrail, Scope } from './guardrail.ts'
import { type Incident, type IncidentNote, type Noted, UNSAID } from './incident.ts'
import type { Broken, ChannelOf } from './inhibition.ts'
import type { Watch } from './machine.ts'
import { asOf, stepped } from './past.ts'
import { type JudgedDay, judgeRound, type Track } from './round.ts'
import type { Series } from './series.ts'
import { judgedOn, opened, type Turn, tended } from './story.ts'

/** One thing that would have been said, when, and under whose card where that is another's. */
export type Rehearsed = {
  day: string
  at: Date
  guardrail: Guardrail
  what: Noted
  detail: Record<string, unknown>
  under: Guardrail | null
}

/** The numbers of some days, what kept them from being judged, and whom the clock asks about what they broke. */
export type RehearsalInput = {
  seriesOf(scope: Scope): Series
  channelOf: ChannelOf
  tracking: readonly Broken[]
  team: Team
  isWorkday(day: string): boolean
}

/** When the numbers of a day come in, on the morning after it. */
const ARRIVES = '09:00'
/** A breach that is asked about more often than this between two mornings is not lived through. */
const MOST_A_DAY = 48

type Open = {
  guardrail: Guardrail
  incident: Incident
  notes: IncidentNote[]
  isMuted: boolean
  under: Guardrail | null
}

/**
 * Lives through days one by one, as if each had come in on the morning after it and nobody had touched an alert, and lists all that
 * would have been said: what broke, what the machine found, and what the clock asked.
 */
export function rehearse(
  guardrails: readonly Guardrail[],
  input: RehearsalInput,
  days: { from: string; to: string },
): Rehearsed[] {
  const played = guardrails.map(stepped)
  const watches = new Map<string, Watch>()
  const broken = new Map<string, string[]>()
  const open = new Map<string, Open>()
  const said: Rehearsed[] = []
  const { channelOf, tracking, team } = input
  const morningAfter = (day: string) => instantOf(shiftDay(day, 1), ARRIVES, team.zone)
  for (let day = days.from; day <= days.to; day = shiftDay(day, 1)) {
    const isLookedAt = (step: number) => (countDays(day, days.to) - 1) % step === 0
    const due = new Set(played.filter(({ step }) => isLookedAt(step)).map((each) => each.guardrail.id))
    const seriesOf = (scope: Scope) => asOf(input.seriesOf(scope), day)
    const rules = played.map((each) => each.guardrail)
    const tracks = judgeRound({ guardrails: rules, due, day, seriesOf, channelOf, watches, broken, tracking })
    for (const { guardrail, days: judged } of tracks)
      for (const each of judged) {
        watches.set(guardrail.id, each.watch)
        if (each.judged.verdict === 'BREACH') broken.set(guardrail.id, [...(broken.get(guardrail.id) ?? []), each.day])
      }
    const between = { day, from: morningAfter(day), to: morningAfter(shiftDay(day, 1)) }
    follow(tracks, open, channelOf, between.from)
    for (const each of open.values()) said.push(...live(each, input, between))
    for (const [id, { incident }] of open) if (incident.state === 'resolved') open.delete(id)
  }
  return said
}

/** What a round does to the open breaches, and which new ones it brings: the foremost first, the others under its card. */
function follow(tracks: readonly Track[], open: Map<string, Open>, channelOf: ChannelOf, now: Date): void {
  const fresh: Open[] = []
  for (const { guardrail, days } of tracks)
    for (const judged of days) {
      const known = open.get(guardrail.id) ?? fresh.find((each) => each.guardrail.id === guardrail.id)
      if (known?.incident.state === 'resolved') continue
      if (known) happen(known, judgedOn(known.incident, judged, known.isMuted, now), now, judged)
      else if (judged.move === 'fired') {
        const turn = opened(guardrail, judged, { id: `${guardrail.id} ${judged.day}`, now })
        const made: Open = { guardrail, incident: turn.incident, notes: [], isMuted: false, under: null }
        happen(made, turn, now, judged)
        fresh.push(made)
      }
    }
  const leads = [...open.values()].filter(
    ({ under, notes }) => under === null && notes.some(({ what, told }) => what === 'fired' && told),
  )
  const possible = leads.map((each) => ({ ...each, isNew: false }))
  for (const each of fresh.map((one) => ({ ...one, isNew: true })).toSorted(foremostFirst)) {
    const under = leadOf(each.guardrail, possible, channelOf)?.guardrail ?? null
    if (under === null) possible.push(each)
    const { isNew: _, ...made } = each
    open.set(each.guardrail.id, { ...made, under })
  }
}

function happen(each: Open, turn: Turn, at: Date, judged?: JudgedDay): void {
  each.incident = turn.incident
  if (judged) each.isMuted = judged.mutedBy !== null
  each.notes.push(
    ...turn.happened.map(({ what, detail }, index) => ({
      id: `${each.notes.length + index}`,
      incidentId: turn.incident.id,
      what,
      by: '',
      at,
      detail,
      told: false,
    })),
  )
}

/** What is said of a breach between two mornings: what waits to be said outside of quiet hours, and what the clock asks. */
function live(
  each: Open,
  { team, isWorkday }: RehearsalInput,
  { day, from, to }: { day: string; from: Date; to: Date },
): Rehearsed[] {
  const said: Rehearsed[] = []
  const { guardrail, under } = each
  let now = from
  for (let asked = 0; asked < MOST_A_DAY && now < to; asked++) {
    const waiting = each.notes.filter(({ told }) => !told)
    const isOver = each.incident.state === 'resolved'
    // What is over before anybody was told of it is never told.
    if (isOver && waiting.some(({ what }) => what === 'fired')) break
    if (quietUntil(guardrail, now, team.zone) === null)
      for (const note of waiting) {
        note.told = true
        if (UNSAID.includes(note.what)) continue
        said.push({ day, at: now, guardrail, what: note.what, detail: note.detail, under })
      }
    if (isOver && each.notes.every(({ told }) => told)) break
    const story: Story = { notes: each.notes, isDecided: false, isMuted: each.isMuted, isWorkday }
    const next = isOver ? quietUntil(guardrail, now, team.zone) : nextAt(each.incident, guardrail, team, story, now)
    if (next === null || next >= to) break
    now = next
    const due = dueNow(each.incident, guardrail, team, story, now)
    const turn = due && tended(each.incident, due, team, now)
    if (turn) happen(each, turn, now)
  }
  return said
}
