import { bridgeScript } from './bridge.ts'

/**
 * Mark of the scripts that may run in the frames of the emulator's pages, as the content security policy has
 * it. It is no secret: it separates the scripts of a document from what a program puts into it later, which
 * browsers do not run.
 */
export const scriptNonce = 'emulator-page'

/**
 * Returns the document of a frame: a page of the emulator, and before its own script the bridge.
 *
 * @param page - the page as an emulator returned it before any program ran.
 * @param path - path and query that the page is at.
 */
export function frameDocument(page: string, path: string): string {
  const quoted = path.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
  const bridge = `<script nonce="${scriptNonce}" data-page="${quoted}">${bridgeScript}</script>`
  return page
    .replace('<script type="module">', `<script type="module" nonce="${scriptNonce}">`)
    .replace('<head>', () => `<head>${bridge}`)
}
