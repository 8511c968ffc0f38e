import type { Plugin } from 'vite'
import { scriptNonce } from '../src/emulator-pages/frame-document.ts'

/** The content security policy of the page, which the frames of the emulator's pages inherit. */
const policy = [
  "default-src 'none'",
  `script-src 'self' 'nonce-${scriptNonce}'`,
  // The editor and React Aria add styles to elements.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/** A Vite plugin that writes the content security policy of the page. */
export function contentPolicy(): Plugin {
  let isBuild = false
  return {
    name: 'content-policy',
    configResolved: ({ command }) => {
      isBuild = command === 'build'
    },
    // The development server needs inline scripts and a socket.
    transformIndexHtml: (html) => html.replace('%PLAYGROUND_POLICY%', isBuild ? policy : "base-uri 'none'"),
  }
}
