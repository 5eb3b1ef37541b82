import { Refusal } from './refusal.ts'
import type { World } from './world.ts'

/** Trigger ids: permission to open one modal, for a few seconds. */
export type Triggers = {
  issue: (person: string) => string
  /** Spends a trigger and names the person it belongs to; refuses one that is unknown, late or spent. */
  exchange: (id: unknown) => string
}

/** Keeps the trigger ids of a sandbox. */
export function createTriggers(world: World): Triggers {
  const known = new Map<unknown, { person: string; expires: number; spent: boolean }>()
  return {
    issue(person) {
      const id = `${world.newId('')}.${world.newId('')}.trigger`
      const dead = world.faults.take(['trigger-expired']) !== undefined
      known.set(id, {
        person,
        expires: dead ? Number.NEGATIVE_INFINITY : world.now() + world.settings.triggerMs,
        spent: false,
      })
      return id
    },
    exchange(id) {
      const trigger = known.get(id)
      if (!trigger) throw new Refusal('invalid_trigger_id')
      if (trigger.spent) throw new Refusal('exchanged_trigger_id')
      if (world.now() > trigger.expires) throw new Refusal('expired_trigger_id')
      trigger.spent = true
      return trigger.person
    },
  }
}
