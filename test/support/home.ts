import type { PersonDriver } from '../../src/sandbox/person.ts'

/** Chooses in the menu of the first team at somebody's home what `/beat` with these words does. */
export async function chooseAtHome(person: PersonDriver, words: string): Promise<void> {
  const value = JSON.stringify(person.home()).match(new RegExp(`"(tea_[^"]*:${words})"`))?.[1]
  await person.click('home', 'home_menu', value ?? words)
}
