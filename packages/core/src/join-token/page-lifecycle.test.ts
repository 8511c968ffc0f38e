import { describe, expect, it, vi } from 'vitest'
import { isOnline, staggerMs, watchPage } from './page-lifecycle.ts'

describe('staggerMs', () => {
  it.each([
    ['returns 0 for a page with focus', { hidden: false, hasFocus: () => true }, 0, 0],
    ['returns up to a second for a visible page', { hidden: false, hasFocus: () => false }, 0, 1_000],
    ['returns two to four seconds for a hidden page', { hidden: true, hasFocus: () => false }, 2_000, 4_000],
    ['returns 0 for a page that reports nothing', {}, 0, 0],
    ['returns 0 without a page', undefined, 0, 0],
  ])('%s', (_, document, least, most) => {
    expect(staggerMs({ document }, () => 0)).toBe(least)
    expect(staggerMs({ document }, () => 1)).toBe(most)
  })
})

describe('isOnline', () => {
  it('returns false only if the page reports that it is offline', () => {
    expect(isOnline({ navigator: { onLine: false } })).toBe(false)
    expect([{ navigator: { onLine: true } }, { navigator: {} }, {}].map(isOnline)).toEqual([true, true, true])
  })
})

describe('watchPage', () => {
  it('watches the targets that exist, until it is stopped', () => {
    const window = new EventTarget()
    const onWake = vi.fn()
    const stop = watchPage({ window, document: {} }, onWake)
    window.dispatchEvent(new Event('online'))
    window.dispatchEvent(new Event('offline'))
    expect(onWake).toHaveBeenCalledTimes(1)
    stop()
    window.dispatchEvent(new Event('online'))
    expect(onWake).toHaveBeenCalledTimes(1)
    expect(() => watchPage({}, onWake)()).not.toThrow()
  })
})
