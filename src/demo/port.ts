const PATIENCE_MS = 1_000

/** Why the demo cannot run on a port, as a sentence; null where it can. Browsers, and the bot, keep off some of them. */
export async function portFault(port: number): Promise<string | null> {
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    return 'That is no port. Write a number from 1 to 65535, as in `npm run demo -- 3839`.'
  const answer = fetch(`http://127.0.0.1:${port}`, { method: 'HEAD', signal: AbortSignal.timeout(PATIENCE_MS) })
  const why = await answer.then(
    () => null,
    (error: unknown) => (error instanceof Error && error.cause instanceof Error ? error.cause.message : null),
  )
  return why === 'bad port'
    ? `No browser opens port ${port}, which belongs to another service. Choose another one, as in \`npm run demo -- 3839\`.`
    : null
}
