// A program for tests to kill: uses the built-in database of a folder, writes numbered rows until it is told to stop, prints
// each number once the database has acknowledged it, and at the end whether it was the one that stopped the server.
import { silentLog } from '../../src/lib/log.ts'
import { startPostgres } from '../../src/store/embedded/start.ts'
import { openPool } from '../../src/store/pool.ts'

const [folder = ''] = process.argv.slice(2)
const server = await startPostgres(folder)
const pool = openPool(server.connection, silentLog)
await pool.query(`
  SELECT pg_advisory_xact_lock(1);
  CREATE TABLE IF NOT EXISTS written (writer int NOT NULL, n int NOT NULL)`)

let told = false
process.on('SIGTERM', () => (told = true))
process.on('SIGINT', () => (told = true))

for (let n = 1; !told; ) {
  try {
    await pool.query('INSERT INTO written VALUES ($1, $2)', [process.pid, n])
    console.log(n++)
  } catch {
    // It may or may not have been kept: it is written again, and counted once.
  }
}

// The last words come after the signal: they need a server that the signal did not reach.
await pool.query('INSERT INTO written VALUES ($1, -1)', [process.pid])
await pool.end()
console.log((await server.stop()) ? 'stopped the server' : 'left the server')
