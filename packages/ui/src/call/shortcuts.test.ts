import { describe, expect, it } from 'vitest'
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
