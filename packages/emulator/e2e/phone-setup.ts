import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TexmlDocument } from '@greenroom/core/texml/document'
import { launch } from '@greenroom/testing/browser'
import type { Page } from 'playwright-core'
import { type StartedEmulator, startEmulator } from '../src/node.ts'

declare global {
  /** What the page spoke and played, and how often it canceled speech. */
  var observed: {
    readonly spoken: string[]
    readonly languages: string[]
    readonly tones: number[]
    readonly playing: string[]
    cancels: number
  }
}

/** Returns the answer of a voice app to a request: a document, or the bytes of a sound. */
export type VoiceApp = (path: string, fields: URLSearchParams) => TexmlDocument | Buffer

/** A voice app on a port, an emulator and a browser. */
export interface PhoneSetup {
  readonly emulator: StartedEmulator
  /** Origin of the app. */
  readonly appUrl: string
  /** Opens the phone. */
  open(options?: { readonly width?: number; readonly colorScheme?: 'light' | 'dark' }): Promise<Page>
  /** Saves a screenshot if the environment names a folder: `SCREENSHOTS`. */
  shoot(page: Page, name: string): Promise<void>
  /** Closes the pages and deletes all records. */
  reset(): Promise<void>
  close(): Promise<void>
}

/** Starts a voice app, an emulator and a browser with a fake microphone. */
export async function createPhoneSetup(app: VoiceApp): Promise<PhoneSetup> {
  const server = createServer(async (request, reply) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const answer = app(request.url ?? '', new URLSearchParams(Buffer.concat(chunks).toString()))
    const type = Buffer.isBuffer(answer) ? 'audio/wav' : 'application/xml'
    reply.setHeader('content-type', type).end(Buffer.isBuffer(answer) ? answer : String(answer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const emulator = await startEmulator({ media: false })
  const browser = await launch()
  const pages: Page[] = []
  return {
    emulator,
    appUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async open({ width = 1280, colorScheme = 'light' } = {}) {
      const viewport = { width, height: 844 }
      const context = await browser.newContext({ viewport, colorScheme, permissions: ['microphone'] })
      const page = await context.newPage()
      pages.push(page)
      await page.addInitScript(observe)
      await page.goto(`${emulator.url}/phone`)
      return page
    },
    async shoot(page, name) {
      const folder = process.env['SCREENSHOTS']
      if (folder) await page.screenshot({ path: `${folder}/phone-${name}.png` })
    },
    async reset() {
      for (const page of pages.splice(0)) await page.context().close()
      emulator.emulator.reset()
    },
    async close() {
      await browser.close()
      await emulator.close()
      server.closeAllConnections()
      server.close()
    },
  }
}

/** Records what the page lets its user hear. Runs in the page, before its script. */
function observe(): void {
  globalThis.observed = { spoken: [], languages: [], cancels: 0, tones: [], playing: [] }
  speechSynthesis.speak = ({ text, lang }) => {
    observed.spoken.push(text)
    observed.languages.push(lang)
  }
  speechSynthesis.cancel = () => {
    observed.cancels += 1
  }
  const { play } = HTMLMediaElement.prototype
  HTMLMediaElement.prototype.play = function () {
    this.addEventListener('timeupdate', () => {
      if (this.currentTime > 0) observed.playing.push(this.src)
    })
    return play.call(this)
  }
  const { start } = OscillatorNode.prototype
  OscillatorNode.prototype.start = function (...times) {
    observed.tones.push(Math.round(this.frequency.value))
    start.apply(this, times)
  }
}
