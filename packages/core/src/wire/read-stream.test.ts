import { describe, expect, it, vi } from 'vitest'
import { readStream } from './read-stream.ts'

function streamOf(...chunks: readonly number[][]) {
  const cancel = vi.fn()
  const left = [...chunks]
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      const chunk = left.shift()
      if (chunk) controller.enqueue(new Uint8Array(chunk))
      else controller.close()
    },
    cancel,
  })
  return { stream, cancel }
}

describe('readStream', () => {
  it('joins a character that comes in two pieces', async () => {
    expect(await readStream(streamOf([0x61, 0xc3], [0xa7]).stream, 3)).toBe('aç')
  })

  it('stops the sender at the first byte over the limit', async () => {
    const { stream, cancel } = streamOf([1, 2], [3], [4])
    expect(await readStream(stream, 2)).toBeUndefined()
    expect(cancel).toHaveBeenCalledOnce()
  })

  it.each([[[0xff]], [[0x61, 0xc3]]])(
    'refuses the bytes %j by a fatal decoder, and else marks them',
    async (bytes) => {
      const fatal = new TextDecoder('utf-8', { fatal: true })
      await expect(readStream(streamOf(bytes).stream, 9, fatal)).rejects.toThrow(TypeError)
      expect(await readStream(streamOf(bytes).stream, 9)).toContain('\ufffd')
    },
  )
})
