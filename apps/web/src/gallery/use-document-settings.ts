import { useEffect, useLayoutEffect } from 'react'
import type { GallerySearch } from './gallery-search.ts'

/**
 * Applies the gallery's settings to the document, because menus and dialogs are outside of the part that
 * opens them. Restores the document when the gallery closes.
 */
export function useDocumentSettings({ theme, dir, lang, text }: GallerySearch): void {
  const root = document.documentElement
  useLayoutEffect(() => {
    root.dir = dir ?? 'ltr'
    root.lang = lang ?? 'en'
    root.style.fontSize = text === undefined ? '' : `${text}%`
    if (theme) root.dataset['grTheme'] = theme
    else delete root.dataset['grTheme']
  }, [root, theme, dir, lang, text])
  useEffect(
    () => () => {
      root.removeAttribute('dir')
      root.lang = 'en'
      root.style.fontSize = ''
      delete root.dataset['grTheme']
    },
    [root],
  )
}
