import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { createTexml } from '@greenroom/core/texml'
import { enqueue, gather, pause, play, redirect, response, say } from '@greenroom/core/texml/document'
import { afterEach, describe, expect, it } from 'vitest'
import type { PhoneCall } from '../../src/voice/phone.ts'
import { createHarness } from '../harness.ts'
import { createVoiceApp } from '../voice-app.ts'

const hello = String(response(say('Hello.')))
const servers: Server[] = []

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** Starts an app at 127.0.0.1 and returns its URL. */
async function startApp(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Returns a promise and the function that resolves it. */
function createGate<Value>() {
  let open: (value: Value) => void = () => undefined
  const opened = new Promise<Value>((resolve) => {
    open = resolve
  })
  return { opened, open: (value: Value) => open(value) }
}

/** Calls an address from a new emulator. */
async function callApp(url: string) {
  const harness = createHarness()
  const call = await harness.emulator.phone('+13125550001').call('+13125550002', { url })
  return { ...harness, call }
}

/** Listens to a call until it is over, and returns how it ended. */
async function endOf(call: PhoneCall) {
  await call.ended()
  const { status, error, heard } = call.state()
  return { status, code: error?.code, message: error?.message, heard: heard.map(({ text }) => text) }
}

describe('an app that responds with', () => {
  it.each<[string, RequestListener, string, RegExp]>([
    ['415', (_, response) => response.writeHead(415).end(hello), 'not-fetched', /: 415$/],
    ['500', (_, response) => response.writeHead(500).end(hello), 'not-fetched', /: 500$/],
    ['a redirect without an address', (_, response) => response.writeHead(302).end(), 'not-fetched', /302/],
    [
      'redirects in a circle',
      (_, response) => response.writeHead(302, { location: '/again' }).end(),
      'not-fetched',
      /more than 5 redirects/,
    ],
    [
      'a redirect to another machine',
      (_, response) => response.writeHead(302, { location: 'http://192.0.2.1/' }).end(),
      'not-on-this-machine',
      /192\.0\.2\.1/,
    ],
    [
      'a redirect to a file',
      (_, response) => response.writeHead(302, { location: 'file:///etc/hosts' }).end(),
      'not-on-this-machine',
      /file:/,
    ],
    ['a page', (_, response) => response.end('<html><body>Hi</body></html>'), 'wrong-root', /<html>/],
    ['JSON', (_, response) => response.end('{"ok":true}'), 'not-well-formed', /well-formed/],
    ['nothing', (_, response) => response.end(), 'not-well-formed', /is empty/],
    ['204', (_, response) => response.writeHead(204).end(), 'not-well-formed', /is empty/],
    [
      'too long a document',
      (_, response) => response.end(`${hello}${' '.repeat(65_536)}`),
      'not-well-formed',
      /65536/,
    ],
    [
      'a body that is cut off',
      (_, response) => {
        response.writeHead(200, { 'content-length': '1000' })
        response.write(hello, () => response.destroy())
      },
      'not-fetched',
      /./,
    ],
    ['no response', (_, response) => void response.destroy(), 'not-fetched', /./],
  ])('%s fails the call with its reason', async (_, listener, code, message) => {
    const { call } = await callApp(`${await startApp(listener)}/voice`)
    expect(await endOf(call)).toMatchObject({
      status: 'failed',
      code,
      message: expect.stringMatching(message),
    })
    expect(call.state().timeline.at(-1)).toMatchObject({
      what: 'failed',
      detail: expect.stringMatching(message),
    })
  })

  it.each<[string, RequestListener]>([
    [
      'a compressed document',
      (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(hello)),
    ],
    ['a byte order mark', (_, response) => response.end(`\ufeff${hello}`)],
    ['a document of 64 kB', (_, response) => response.end(hello.padEnd(65_536))],
    [
      'the wrong content type',
      (_, response) => response.writeHead(200, { 'content-type': 'image/png' }).end(hello),
    ],
    [
      'a slow body',
      (_, response) => {
        response.write(hello.slice(0, 20))
        setTimeout(() => response.end(hello.slice(20)), 30)
      },
    ],
    [
      'a few redirects',
      ({ url }, response) =>
        url === '/third'
          ? response.end(hello)
          : response.writeHead(307, { location: url === '/second' ? 'third' : '/second' }).end(),
    ],
  ])('%s is followed', async (_, listener) => {
    const { call } = await callApp(`${await startApp(listener)}/voice`)
    expect(await endOf(call)).toMatchObject({ status: 'completed', heard: ['Hello.'] })
  })

  it('an error to a key fails the call with its reason', async () => {
    const url = await startApp((request, answer) => {
      if (request.url === '/voice') answer.end(String(response(gather({ action: '/menu', numDigits: 1 }))))
      else answer.writeHead(415).end()
    })
    const { call } = await callApp(`${url}/voice`)
    await call.press('1')
    expect(await endOf(call)).toMatchObject({ status: 'failed', code: 'not-fetched' })
  })

  it('an address with a query and other scripts gets it unchanged', async () => {
    const urls: (string | undefined)[] = []
    const url = await startApp((request, answer) => {
      urls.push(request.url)
      answer.end(
        urls.length > 1
          ? String(response(say('Zoë 👋 日本')))
          : String(response(gather({ action: '../zoë?step=2&name=Zoë#top', numDigits: 1 }))),
      )
    })
    const { call } = await callApp(`${url}/a/b/voice?tenant=7`)
    await call.press('5')
    expect(await endOf(call)).toMatchObject({ heard: ['Zoë 👋 日本'] })
    expect(urls).toEqual(['/a/b/voice?tenant=7', '/a/zo%C3%AB?step=2&name=Zo%C3%AB'])
  })

  it('GET fields stand in the query, before the fragment', async () => {
    const urls: (string | undefined)[] = []
    const url = await startApp((request, answer) => {
      urls.push(request.url)
      answer.end(
        urls.length > 1 ? hello : '<Response><Redirect method="GET">/next?a=1#top</Redirect></Response>',
      )
    })
    const { call } = await callApp(`${url}/voice`)
    await call.ended()
    expect(urls[1]).toMatch(/^\/next\?a=1&AccountSid=/)
  })
})

describe('while its document is fetched, a call', () => {
  /** Starts an app that keeps its first request open until the returned function is called. */
  async function startWaitingApp() {
    const asked = createGate<void>()
    const released = createGate<number>()
    const url = await startApp(async (_, answer) => {
      asked.open()
      answer.writeHead(await released.opened).end(hello)
    })
    return { url, asked: asked.opened, release: released.open }
  }

  it('can be hung up', async () => {
    const app = await startWaitingApp()
    const { emulator } = createHarness()
    const calling = emulator.phone('+13125550001').call('+13125550002', { url: app.url })
    await app.asked
    emulator.play(emulator.calls()[0]?.sid ?? '', 'hangup')
    app.release(200)
    expect((await calling).state()).toMatchObject({ status: 'canceled', heard: [], error: null })
  })

  it.each([200, 500])('can be updated, whatever the response (%i) is', async (status) => {
    const app = await startWaitingApp()
    const { emulator, client } = createHarness()
    const calling = emulator.phone('+13125550001').call('+13125550002', { url: app.url })
    await app.asked
    const [{ sid, account_sid } = { sid: '', account_sid: '' }] = emulator.calls()
    await createTexml(client, { accountSid: account_sid }).calls.update({
      call_sid: sid,
      Texml: String(response(say('Updated.'))),
    })
    app.release(status)
    expect(await endOf(await calling)).toMatchObject({ status: 'completed', heard: ['Updated.'] })
  })
})

describe('a snapshot', () => {
  it.each([
    ['a pause', response(pause({ length: 10 }), say('Done.'))],
    ['input', response(gather({ timeout: 10, numDigits: 4 }, say('Enter your code.')), say('Done.'))],
  ])('that is taken in the middle of %s lets the call go on', async (_, document) => {
    const before = createHarness()
    const texml = String(document)
    const call = await before.emulator.phone('+13125550001').call('+13125550002', { texml })
    await call.wait(5)
    const snapshot = JSON.parse(JSON.stringify(await before.emulator.snapshot()))
    const after = createHarness()
    after.emulator.restore(snapshot)
    const restored = await after.emulator.phone('+13125550009').call('+13125550002', { texml: '<Response/>' })
    await restored.wait(60)
    const [original] = after.emulator.calls().filter(({ sid }) => sid === call.sid)
    expect(original).toMatchObject({ status: 'completed' })
    expect(original?.heard.at(-1)?.text).toBe('Done.')
    await call.ended()
    expect(original?.heard).toEqual(call.state().heard)
  })

  it.each([
    ['the first document', '/voice', {}],
    ['the response to a key', '/chosen', { '/voice': response(gather({ action: '/chosen', numDigits: 1 })) }],
    [
      'a sound',
      '/a.wav',
      { '/voice': response(play({ continueOnError: true }, '/a.wav'), redirect('/chosen')) },
    ],
    ['a document for a waiting caller', '/wait', { '/voice': response(enqueue({ waitUrl: '/wait' }, 'q')) }],
  ])('that is taken while %s is fetched requests it again', async (_, pending, documents) => {
    const done = response(say('Done.'), pause({ length: 9 }))
    const all: Readonly<Record<string, object>> = { '/chosen': done, ...documents }
    const requested = createGate<void>()
    const before = createVoiceApp((__, path) => {
      if (path !== pending) return String(all[path] ?? done)
      requested.open()
      return new Promise<Response>(() => undefined)
    })
    const calling = before.call()
    if (pending === '/chosen') void (await calling).press('1')
    await requested.opened
    const after = createVoiceApp((__, path) => String(all[path] ?? done))
    after.emulator.restore(JSON.parse(JSON.stringify(await before.emulator.snapshot())))
    await after.emulator.clock.advance(5)
    expect(after.paths()[0]).toBe(pending)
    expect(after.emulator.calls()[0]?.heard.at(-1)).toMatchObject({ text: 'Done.' })
  })
})

describe('many calls', () => {
  it('are played at once, each with its own keys', async () => {
    const url = await startApp((request, answer) => {
      let body = ''
      request.on('data', (part: Buffer) => (body += part.toString()))
      request.on('end', () =>
        answer.end(
          request.url === '/voice'
            ? String(response(gather({ action: '/said', finishOnKey: '#' }, say('Enter your number.'))))
            : String(response(say(`You are ${new URLSearchParams(body).get('Digits')}.`))),
        ),
      )
    })
    const { emulator } = createHarness()
    const said = await Promise.all(
      Array.from({ length: 100 }, async (_, index) => {
        const call = await emulator
          .phone(`+1312555${1000 + index}`)
          .call('+13125550002', { url: `${url}/voice` })
        await call.press(`${index}#`)
        await call.ended()
        return call.state().heard.at(-1)?.text
      }),
    )
    expect(said).toEqual(Array.from({ length: 100 }, (_, index) => `You are ${index}.`))
  })
})

describe('a document with too many verbs', () => {
  it('fails the call', async () => {
    const texml = `<Response>${'<Unknown/>'.repeat(1001)}</Response>`
    const call = await createHarness().emulator.phone('+13125550001').call('+13125550002', { texml })
    expect(await endOf(call)).toMatchObject({ status: 'failed', code: 'too-many-verbs' })
  })
})

describe('a sound without a length', () => {
  it('that loops endlessly ends with the call', async () => {
    const header = Buffer.alloc(44)
    header.write('RIFF', 0)
    header.write('WAVE', 8)
    header.write('fmt ', 12)
    header.writeUInt32LE(16, 16)
    header.writeUInt32LE(8000, 28)
    header.write('data', 36)
    const url = await startApp((request, answer) =>
      answer.end(
        request.url === '/empty.wav' ? header : '<Response><Play loop="0">/empty.wav</Play></Response>',
      ),
    )
    const { call } = await callApp(`${url}/voice`)
    await call.wait(60)
    await call.hangUp()
    expect(call.state().status).toBe('completed')
  })
})
