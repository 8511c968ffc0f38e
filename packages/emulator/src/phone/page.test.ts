import { createTexml } from '@greenroom/core/texml'
import { gather, response, say } from '@greenroom/core/texml/document'
import { describe, expect, it } from 'vitest'
import { createHarness } from '../../test/harness.ts'
import { script } from './script.ts'

const number = '+13125550001'

async function load(harness: ReturnType<typeof createHarness>, query: Record<string, string> = {}) {
  const page = await harness.emulator.fetch(`http://localhost/phone?${new URLSearchParams(query)}`)
  return { page, text: await page.text() }
}

describe('the phone page', () => {
  it('offers applications, and a URL without one', async () => {
    const harness = createHarness()
    expect((await load(harness)).text).toContain('A document at a URL')
    await createTexml(harness.client).applications.create({
      friendly_name: 'Menu <1>',
      voice_url: 'http://127.0.0.1/',
    })
    expect((await load(harness)).text).toContain('Menu &lt;1&gt;')
  })

  it('calls the number that names the first application', async () => {
    const harness = createHarness()
    expect((await load(harness)).text).toContain('value="+13125550002"')
    await createTexml(harness.client).applications.create({
      friendly_name: '+13125550100',
      voice_url: 'http://127.0.0.1/',
    })
    const { text } = await load(harness)
    expect(text).toContain('value="+13125550100"')
    expect(text).not.toContain('value="+13125550002"')
  })

  it('shows a call with its running verb, what is heard and the keys', async () => {
    const harness = createHarness({ clock: 'manual' })
    const texml = String(response(gather(say({ language: 'de-DE' }, 'Hello <b>')), say('Goodbye')))
    const call = await harness.emulator.phone(number).call('+13125550002', { texml })
    const query = { number, call: call.sid }
    const { text, page } = await load(harness, query)
    expect(text).toMatch(/aria-current="step"><pre>&lt;Gather&gt;/)
    expect(text).toContain('data-text="Hello &lt;b&gt;" data-url="" data-voice="" data-language="de-DE"')
    expect(text).toMatch(/data-phase="talking" data-call="v3:\w+" data-verb="Gather"/)
    expect(page.headers.get('content-security-policy')).toContain("script-src 'sha256-")
    await call.press('1')
    expect((await load(harness, query)).text).toMatch(/data-interrupted="yes".*You pressed 1/su)
    await call.hangUp()
    const over = (await load(harness, query)).text
    expect(over).toContain('data-phase="over"')
    expect(over).not.toContain('aria-current="step"')
  })

  it('shows a call that failed with its reason, and its broken document as text', async () => {
    const harness = createHarness({ clock: 'manual' })
    const texml = '<Response><Say>a & b</Say></Response>'
    const call = await harness.emulator.phone(number).call('+13125550002', { texml })
    const { text } = await load(harness, { number, call: call.sid })
    expect(text).toContain('not well-formed')
    expect(text).toContain('<pre class="broken">&lt;Response&gt;')
  })

  it('lets calls to its number ring, however it is written', async () => {
    const harness = createHarness()
    const texml = createTexml(harness.client, { accountSid: 'acc' })
    await texml.calls.create({ ApplicationSid: '1', From: '+13125550009', To: number, Texml: '<Response/>' })
    expect((await load(harness, { number: '+1 (312) 555-0001' })).text).toMatch(/data-incoming="v3:\w+"/)
    expect((await load(harness, { number: '+13125550002' })).text).not.toContain('data-incoming=')
  })

  it('does not load sounds of other machines', async () => {
    const harness = createHarness({ clock: 'manual' })
    const texml = '<Response><Play>https://example.com/a.mp3</Play></Response>'
    const call = await harness.emulator.phone(number).call('+13125550002', { texml })
    const { text } = await load(harness, { call: call.sid })
    expect(text).toContain('<code><bdi>https://example.com/a.mp3</bdi></code>')
    expect(text).toContain('data-url=""')
  })

  it('redirects the address of a recording to its file', async () => {
    const harness = createHarness({ clock: 'manual' })
    const texml = createTexml(harness.client, { accountSid: 'acc' })
    const call = await texml.calls.create({
      ApplicationSid: '1',
      From: '+13125550009',
      To: number,
      Texml: '<Response><Pause length="9"/></Response>',
      Record: true,
    })
    harness.emulator.play(call.call_sid ?? '', 'answer')
    harness.emulator.play(call.call_sid ?? '', 'hangup')
    const { text } = await load(harness, { call: call.call_sid ?? '' })
    const [, path = ''] = /src="(\/phone\/recordings\/[\w-]+)"/.exec(text) ?? []
    const link = await harness.emulator.fetch(`http://localhost${path}`)
    expect(link.status).toBe(302)
    const file = await harness.emulator.fetch(new URL(link.headers.get('location') ?? '', 'http://localhost'))
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'audio/webm'])
    expect((await harness.emulator.fetch('http://localhost/phone/recordings/none')).status).toBe(404)
  })

  it('is closed to other machines', async () => {
    const { emulator } = createHarness()
    const foreign = await emulator.fetch('http://localhost/phone', { headers: { host: 'evil.example' } })
    expect(foreign.status).toBe(403)
  })

  it('has a script that is a module without imports', () => {
    expect(() => new Function(`return async () => {${script}}`)).not.toThrow()
    expect(script).not.toContain('__vi')
  })
})
