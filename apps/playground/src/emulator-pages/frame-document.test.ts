import { createEmulator } from '@greenroom/emulator'
import { describe, expect, it } from 'vitest'
import { frameDocument, scriptNonce } from './frame-document.ts'

describe('the document of a frame', () => {
  it.each(['/', '/phone'])('marks the scripts of the page at %s, the bridge first', async (path) => {
    const page = await (await createEmulator().fetch(`http://localhost${path}`)).text()
    const scripts = [...frameDocument(page, path).matchAll(/<script[^>]*>/g)].map(([tag]) => tag)
    expect(scripts).toEqual([
      `<script nonce="${scriptNonce}" data-page="${path}">`,
      `<script type="module" nonce="${scriptNonce}">`,
    ])
  })

  it('escapes the path of the page', () => {
    const document = frameDocument('<head></head>', '/phone?call="><script>&')
    expect(document).toContain('data-page="/phone?call=&quot;><script>&amp;">')
  })
})
