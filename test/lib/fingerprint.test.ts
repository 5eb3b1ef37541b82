import { expect, it } from 'vitest'
import { canonical } from '../../src/domain/experiment/rule.ts'
import { fingerprint, shortFingerprint } from '../../src/lib/fingerprint.ts'

it('is the SHA-256 that anybody can compute again', () => {
  expect(fingerprint('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  expect(shortFingerprint(fingerprint('abc'))).toBe('ba7816bf8f01')
})

it('is the same for the same rule however its fields are ordered, and another for another rule', () => {
  const one = fingerprint(canonical({ alpha: 0.05, clauses: [{ when: ['better'], verdict: 'ship' }] }))
  expect(fingerprint(canonical({ clauses: [{ verdict: 'ship', when: ['better'] }], alpha: 0.05 }))).toBe(one)
  expect(fingerprint(canonical({ clauses: [{ verdict: 'ship', when: ['better'] }], alpha: 0.1 }))).not.toBe(one)
})
