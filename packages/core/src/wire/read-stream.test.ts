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
    await expect(readStream(stream, 2)).rejects.toMatchObject({ name: 'BodyError', reason: 'too-large' })
    expect(cancel).toHaveBeenCalledOnce()
  })

  it.each([[[0xff]], [[0x61, 0xc3]]])(
    'if strict, refuses the bytes %j, and else marks them',
    async (bytes) => {
      await expect(readStream(streamOf(bytes).stream, 9, { strict: true })).rejects.toMatchObject({
        reason: 'not-utf-8',
      })
      expect(await readStream(streamOf(bytes).stream, 9)).toContain('\ufffd')
    },
  )
})
