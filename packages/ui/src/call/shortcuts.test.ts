import { describe, expect, it, vi } from 'vitest'
import { shortcutOf } from './shortcuts.ts'

function press(key: string, init: KeyboardEventInit = {}, html = '<button></button>') {
  document.body.innerHTML = html
  const event = new KeyboardEvent('keydown', { key, bubbles: true, ...init })
  let action: ReturnType<typeof shortcutOf>
  const listen = (pressed: KeyboardEvent) => {
    action = shortcutOf(pressed)
  }
  document.body.addEventListener('keydown', listen)
  document.body.querySelector('*:not(:has(*))')?.dispatchEvent(event)
  document.body.removeEventListener('keydown', listen)
  return action
}

describe('shortcutOf', () => {
  it('returns the action of a key, also in upper case', () => {
    expect(press('m')).toBe('microphone')
    expect(press('V')).toBe('camera')
    expect(press('?')).toBe('help')
    expect(press('x')).toBeUndefined()
  })

  it('leaves the keys of the browser and repeated keys alone', () => {
    for (const init of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { repeat: true }]) {
      expect(press('m', init)).toBeUndefined()
    }
  })

  it('leaves keys alone in a text field that is in a shadow root, or composes a character', () => {
    document.body.innerHTML = '<p></p>'
    const field = document.createElement('input')
    document.querySelector('p')?.attachShadow({ mode: 'open' }).append(field)
    const actions: unknown[] = []
    const listen = (event: KeyboardEvent) => actions.push(shortcutOf(event))
    document.body.addEventListener('keydown', listen)
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'm', bubbles: true, composed: true }))
    document.body.removeEventListener('keydown', listen)
    expect(actions).toEqual([undefined])
    expect(press('m', { isComposing: true })).toBeUndefined()
  })

  it('leaves keys alone in a text field of another window', () => {
    // Not an instance of this window's classes.
    const target = { closest: (selectors: string) => (selectors.includes('input') ? {} : null) }
    const event = new KeyboardEvent('keydown', { key: 'm' })
    vi.spyOn(event, 'composedPath').mockReturnValue([target as unknown as EventTarget])
    expect(shortcutOf(event)).toBeUndefined()
  })

  it('closes a panel with Escape, also from its text field', () => {
    expect(press('Escape', {}, '<aside><input></aside>')).toBe('closePanel')
    expect(press('Escape')).toBeUndefined()
  })

  it.each([
    '<input>',
    '<textarea></textarea>',
    '<div role="menu"><i></i></div>',
    '<div role="dialog"><button></button></div>',
  ])('leaves keys alone in %s', (html) => {
    expect(press('m', {}, html)).toBeUndefined()
  })
})
