import type { PastTest } from '../../../domain/experiment/past-test.ts'
import { becameInWords, effectInWords } from '../../../domain/experiment/past-words.ts'
import { userText } from '../../kit/text.ts'

/** A past test in two lines: what it was, what became of it and how large its effect was; then what was learnt from it. */
export function pastTestLines(test: PastTest): string {
  const effect = effectInWords(test)
  const first = [
    `*T-${test.number} ${userText(test.title, 100)}*`,
    becameInWords(test),
    ...(effect ? [userText(effect, 140)] : []),
  ]
  const { learning, rationale } = test
  const second = learning
    ? `“${userText(learning, 300)}”`
    : rationale
      ? `Decided because: ${userText(rationale, 300)}`
      : ''
  return second === '' ? first.join(' · ') : `${first.join(' · ')}\n${second}`
}
