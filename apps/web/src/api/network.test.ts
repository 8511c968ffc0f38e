import { onlineManager } from '@tanstack/react-query'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { network, page } from './network.ts'

afterEach(() => {
  network.setOffline(false)
  vi.restoreAllMocks()
})

describe('network', () => {
  it('rejects requests while it is offline, and sends them again afterwards', async () => {
    const sent = vi.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response('ok'))
    network.setOffline(true)
    await expect(network.fetch('/telnyx/rooms')).rejects.toThrow(TypeError)
    expect(sent).not.toHaveBeenCalled()
    network.setOffline(false)
    expect(await (await network.fetch('/telnyx/rooms')).text()).toBe('ok')
  })

  it('notifies the window, TanStack Query and subscribers when it goes offline and online', () => {
    const events: string[] = []
    const recordEvent = ({ type }: Event) => events.push(type)
    for (const type of ['online', 'offline']) addEventListener(type, recordEvent)
    const listener = vi.fn()
    const unsubscribe = network.subscribe(listener)
    network.setOffline(true)
    expect([onlineManager.isOnline(), page.navigator?.onLine, network.isOffline()]).toEqual([
      false,
      false,
      true,
    ])
    network.setOffline(true)
    network.setOffline(false)
    unsubscribe()
    for (const type of ['online', 'offline']) removeEventListener(type, recordEvent)
    expect(events).toEqual(['offline', 'online'])
    expect(listener).toHaveBeenCalledTimes(2)
    expect(onlineManager.isOnline()).toBe(true)
  })

  it('sends deletions with keepalive, and other requests without', async () => {
    const sent = vi.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response())
    await network.fetch(new Request('http://localhost/telnyx/rooms/r', { method: 'DELETE' }))
    expect(sent).toHaveBeenLastCalledWith(expect.any(Request), expect.objectContaining({ keepalive: true }))
    await network.fetch(new Request('http://localhost/telnyx/rooms'))
    expect(sent).toHaveBeenLastCalledWith(expect.any(Request), undefined)
  })
})
