import { describe, expect, it, vi } from 'vitest'
import { createDownloadUrl } from './download-url.ts'

describe('createDownloadUrl', () => {
  it('returns the cached link until it is too old, then a new one', async () => {
    let nowMs = 0
    const load = vi.fn(async () => ({ download_url: `https://files.test/${load.mock.calls.length}` }))
    const downloadUrl = createDownloadUrl(load, { now: () => nowMs })
    expect([await downloadUrl(), await downloadUrl()]).toEqual([
      'https://files.test/1',
      'https://files.test/1',
    ])
    nowMs = 55 * 60_000
    expect(await downloadUrl()).toBe('https://files.test/2')
  })

  it('shares one API call between concurrent calls', async () => {
    const load = vi.fn(async () => ({ download_url: 'https://files.test/1' }))
    const downloadUrl = createDownloadUrl(load)
    await Promise.all([downloadUrl(), downloadUrl()])
    expect(load).toHaveBeenCalledOnce()
  })

  it('loads again if there was no file yet, and after a failure', async () => {
    const load = vi
      .fn<() => Promise<{ download_url?: string | null }>>()
      .mockResolvedValueOnce({})
      .mockRejectedValueOnce(new Error('lost'))
      .mockResolvedValueOnce({ download_url: 'https://files.test/1' })
    const downloadUrl = createDownloadUrl(load)
    expect(await downloadUrl()).toBeUndefined()
    await expect(downloadUrl()).rejects.toThrow('lost')
    expect(await downloadUrl()).toBe('https://files.test/1')
  })

  it.each([Number.NaN, -1, '60000', Number.POSITIVE_INFINITY])('rejects %j as maxAgeMs', (maxAgeMs) => {
    const create = () => createDownloadUrl(async () => ({}), { maxAgeMs: maxAgeMs as number })
    expect(create).toThrow(/maxAgeMs must be a number/)
  })
})
