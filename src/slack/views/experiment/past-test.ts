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
  const taught = test.learning ?? test.rationale
  return taught ? `${first.join(' · ')}\n“${userText(taught, 300)}”` : first.join(' · ')
}
