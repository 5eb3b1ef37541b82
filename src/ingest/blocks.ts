import { open } from 'node:fs/promises'

/**
 * The file in blocks of at most `size` bytes. Every block lies in the same memory: it is only good until the next one is asked
 * for, and a large file leaves no garbage behind.
 */
export async function* readBlocks(path: string, size: number): AsyncGenerator<Buffer> {
  const file = await open(path)
  try {
    const memory = Buffer.allocUnsafeSlow(size)
    for (;;) {
      const { bytesRead } = await file.read(memory, 0, size)
      if (bytesRead === 0) return
      yield memory.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}
