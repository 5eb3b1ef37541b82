// The drawing thread of bots that are killed: it draws the same dot for everything, because those tests are about delivery and
// loading the real one costs more than all else that such a bot does.
import { parentPort } from 'node:worker_threads'

const DOT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII='

parentPort?.on('message', ({ id }: { id: number }) => parentPort?.postMessage({ id, png: Buffer.from(DOT, 'base64') }))
