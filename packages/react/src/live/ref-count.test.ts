import { describe, expect, it, vi } from 'vitest'
import { createRefCount } from './ref-count.ts'

describe('createRefCount', () => {
  it('reports once that the last user is gone', async () => {
    const onUnused = vi.fn()
    const refCount = createRefCount(onUnused)
    const releases = [refCount.retain(), refCount.retain()]
    releases[0]?.()
    await Promise.resolve()
    expect(onUnused).not.toHaveBeenCalled()
    releases[1]?.()
    await Promise.resolve()
    expect(onUnused).toHaveBeenCalledOnce()
  })

  it('keeps the resource when a user returns at once, as under StrictMode', async () => {
    const onUnused = vi.fn()
    const refCount = createRefCount(onUnused)
    const release = refCount.retain()
    release()
    refCount.retain()
    await Promise.resolve()
    expect(onUnused).not.toHaveBeenCalled()
  })
})
