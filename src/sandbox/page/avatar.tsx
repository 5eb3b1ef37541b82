import type { Person } from '../types.ts'
import { colourOf, initialsOf } from './format.ts'

/** A person's initials on their colour; the app has a drum of its own. */
export function Avatar({ person, small }: { person: Person | undefined; small?: boolean }) {
  const label = person?.isBot ? '🥁' : initialsOf(person?.realName ?? '?')
  const background = person?.isBot ? '#e9a93a' : colourOf(person?.id ?? '')
  return (
    <span className={small ? 'avatar small' : 'avatar'} style={{ background }} aria-hidden="true">
      {label}
    </span>
  )
}
