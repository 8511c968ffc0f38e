import { describe, expect, it, vi } from 'vitest'
import { isOnline, staggerMs, watchPage } from './page-lifecycle.ts'

describe('staggerMs', () => {
  it.each([
    ['a page with the focus goes at once', { hidden: false, hasFocus: () => true }, 0, 0],
    ['one that is seen, within a second', { hidden: false, hasFocus: () => false }, 0, 1_000],
    ['one that is hidden, after two seconds to four', { hidden: true, hasFocus: () => false }, 2_000, 4_000],
    ['one that does not tell, at once', {}, 0, 0],
    ['what is no page, at once', undefined, 0, 0],
  ])('%s', (_, document, least, most) => {
    expect(staggerMs({ document }, () => 0)).toBe(least)
    expect(staggerMs({ document }, () => 1)).toBe(most)
  })
})

describe('isOnline', () => {
  it('is believed only when the page says that it is not', () => {
    expect(isOnline({ navigator: { onLine: false } })).toBe(false)
    expect([{ navigator: { onLine: true } }, { navigator: {} }, {}].map(isOnline)).toEqual([true, true, true])
  })
})

describe('watchPage', () => {
  it('watches what there is, and stops', () => {
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
