import { expect, it } from 'vitest'
import { portFault } from '../../src/demo/port.ts'

it('the demo is refused on a port that browsers keep off, and on what is no port', async () => {
  expect(await portFault(4190)).toContain('No browser opens port 4190')
  expect(await portFault(Number('abc'))).toContain('That is no port')
  expect(await portFault(70_000)).toContain('That is no port')
  expect(await portFault(3839)).toBe(null)
})
