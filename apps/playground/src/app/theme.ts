import { useSyncExternalStore } from 'react'

/** How the page looks: `auto` follows the system. */
export type Theme = 'auto' | 'light' | 'dark'

/** Where the documentation site stores its theme, so that both look the same. */
const key = 'starlight-theme'
const listeners = new Set<() => void>()
let current = readTheme()

function readTheme(): Theme {
  try {
    const stored = localStorage.getItem(key)
    return stored === 'light' || stored === 'dark' ? stored : 'auto'
  } catch {
    // Storage may be prohibited.
    return 'auto'
  }
}

/** Changes the theme, also that of the documentation site. */
export function setTheme(theme: Theme): void {
  current = theme
  try {
    localStorage.setItem(key, theme === 'auto' ? '' : theme)
  } catch {
    // The theme then lasts as long as the page.
  }
  applyTheme()
  for (const listener of listeners) listener()
}

/** Shows the page in the stored theme. */
export function applyTheme(): void {
  document.documentElement.style.colorScheme = colorScheme(current)
}

/** Returns the value of `color-scheme` for a theme. */
export function colorScheme(theme: Theme): string {
  return theme === 'auto' ? 'light dark' : theme
}

/** Returns the theme. */
export function useTheme(): Theme {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => current,
  )
}
