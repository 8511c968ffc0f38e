import { describe, expect, it, vi } from 'vitest'
import { readStream } from './read-stream.ts'

function streamOf(...chunks: readonly number[][]) {
  const cancel = vi.fn()
  const remaining = [...chunks]
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      const chunk = remaining.shift()
      if (chunk) controller.enqueue(new Uint8Array(chunk))
      else controller.close()
    },
    cancel,
  })
  return { stream, cancel }
}

describe('readStream', () => {
  it('decodes a character that is split between two chunks', async () => {
    expect(await readStream(streamOf([0x61, 0xc3], [0xa7]).stream, 3)).toBe('aç')
  })

  it('cancels the stream at the first byte over the limit', async () => {
    const { stream, cancel } = streamOf([1, 2], [3], [4])
    expect(await readStream(stream, 2)).toBeUndefined()
    expect(cancel).toHaveBeenCalledOnce()
  })

  it.each([[[0xff]], [[0x61, 0xc3]]])(
    'rejects the bytes %j with a fatal decoder, and replaces them otherwise',
    async (bytes) => {
      const fatal = new TextDecoder('utf-8', { fatal: true })
      await expect(readStream(streamOf(bytes).stream, 9, fatal)).rejects.toThrow(TypeError)
      expect(await readStream(streamOf(bytes).stream, 9)).toContain('\ufffd')
    },
  )
})
