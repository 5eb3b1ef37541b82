import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** Megabytes of the heap that something still holds: what the files before this one left behind is collected first. */
export function liveHeap(): number {
  collectGarbage()
  return process.memoryUsage().heapUsed / 1e6
}
