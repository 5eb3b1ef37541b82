import { expect, it } from 'vitest'
import { watchClocks } from '../../src/compose/clock-watch.ts'

function watched(...skews: number[]) {
  const said: string[] = []
  const told: number[] = []
  const watch = watchClocks({
    skewMs: async () => skews.shift() ?? Number.NaN,
    told: (skewMs) => told.push(skewMs),
    log: { warn: () => said.push('warn'), error: () => said.push('error') },
  })
  return { ...watch, said, told }
}
const at = (time: string) => new Date(`2026-11-23T${time}:00Z`)

it.each([
  ['agree', 400, true, []],
  ['are five seconds apart', -5_000, true, []],
  ['are six seconds apart, which is said', 6_000, true, ['warn']],
  ['are a minute apart, which is said', -60_000, true, ['warn']],
  ['are more than a minute apart, which stops all', -61_000, false, ['error']],
])('clocks that %s', async (_, skewMs, agree, said) => {
  const clocks = watched(skewMs)

  expect(await clocks.agree(at('09:00'))).toBe(agree)
  expect(clocks.said).toEqual(said)
  expect(clocks.trouble() === null).toBe(agree)
})

it('are compared every ten minutes while they agree, and at each beat while they do not', async () => {
  const clocks = watched(0, 90_000, -61_000, 0)

  expect(await clocks.agree(at('09:00'))).toBe(true)
  expect(await clocks.agree(at('09:09'))).toBe(true)
  expect(clocks.told).toEqual([0])
  expect(await clocks.agree(at('09:10'))).toBe(false)
  expect(clocks.trouble()).toBe("the clock of the database is 90 s ahead of this machine's")
  expect(await clocks.agree(at('09:11'))).toBe(false)
  expect(clocks.trouble()).toBe("the clock of the database is 61 s behind this machine's")
  expect(await clocks.agree(at('09:12'))).toBe(true)
  expect(clocks.trouble()).toBeNull()
})
