import { describe, expect, it, vi } from 'vitest'
import { createDeletions } from './deletions.ts'

describe('createDeletions', () => {
  it('hides an item immediately, and deletes it on commit', async () => {
    const deletions = createDeletions()
    const commit = vi.fn(async () => undefined)
    const deletion = deletions.begin('a', commit)
    expect([...deletions.hidden()]).toEqual(['a'])
    expect(commit).not.toHaveBeenCalled()
    await deletion.commit()
    expect(commit).toHaveBeenCalledOnce()
    expect([...deletions.hidden()]).toEqual(['a'])
  })

  it('shows an item again after undo, and does not delete it later', async () => {
    const deletions = createDeletions()
    const commit = vi.fn(async () => undefined)
    const deletion = deletions.begin('a', commit)
    deletion.undo()
    await deletion.commit()
    deletions.commitAll()
    expect(commit).not.toHaveBeenCalled()
    expect(deletions.hidden().size).toBe(0)
  })

  it('shows an item again when its deletion fails', async () => {
    const deletions = createDeletions()
    const deletion = deletions.begin('a', () => Promise.reject(new Error('no')))
    await expect(deletion.commit()).rejects.toThrow('no')
    expect(deletions.hidden().size).toBe(0)
  })

  it('commits every pending deletion once with commitAll', async () => {
    const deletions = createDeletions()
    const commit = vi.fn(async () => undefined)
    const first = deletions.begin('a', commit)
    deletions.begin('b', commit)
    deletions.commitAll()
    await first.commit()
    expect(commit).toHaveBeenCalledTimes(2)
  })
})
