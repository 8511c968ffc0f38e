import { describe, expect, it } from 'vitest'
import { createEmulator } from '../emulator.ts'
import { startEmulator } from '../node.ts'

const url = 'http://localhost/_emulator/changes'

describe('the stream of changes', () => {
  it('sends an event at once and after changes, until it is canceled', async () => {
    const emulator = createEmulator({ clock: 'manual' })
    const { headers, body } = await emulator.fetch(url)
    expect(headers.get('content-type')).toBe('text/event-stream')
    const reader = body?.getReader()
    const next = async () => new TextDecoder().decode((await reader?.read())?.value)
    expect(await next()).toBe('data: changed\n\n')
    await emulator.clock.advance(1)
    expect(await next()).toBe('data: changed\n\n')
    emulator.reset('demo')
    expect(await next()).toBe('data: changed\n\n')
    await reader?.cancel()
    await emulator.clock.advance(1)
  })

  it('ends when the emulator on a port is closed, although a page follows', async () => {
    const { url: origin, close } = await startEmulator({ media: false })
    const { body } = await fetch(`${origin}/_emulator/changes`)
    const reader = body?.getReader()
    await reader?.read()
    await close()
    await expect(reader?.read()).rejects.toThrow()
  })

  it('is not open to pages of other machines', async () => {
    const { status } = await createEmulator().fetch(url, { headers: { origin: 'https://evil.example' } })
    expect(status).toBe(403)
  })
})
