import { onlineManager } from '@tanstack/react-query'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { network, page } from './network.ts'

afterEach(() => {
  network.setOffline(false)
  vi.restoreAllMocks()
})

describe('the network', () => {
  it('sends nothing while it is unplugged, and all again after', async () => {
    const sent = vi.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response('there'))
    network.setOffline(true)
    await expect(network.fetch('/telnyx/rooms')).rejects.toThrow(TypeError)
    expect(sent).not.toHaveBeenCalled()
    network.setOffline(false)
    expect(await (await network.fetch('/telnyx/rooms')).text()).toBe('there')
  })

  it('tells everybody who listens for the network’s coming and going', () => {
    const told: string[] = []
    const note = ({ type }: Event) => told.push(type)
    for (const type of ['online', 'offline']) addEventListener(type, note)
    const heard = vi.fn()
    const stop = network.subscribe(heard)
    network.setOffline(true)
    expect([onlineManager.isOnline(), page.navigator?.onLine, network.isOffline()]).toEqual([
      false,
      false,
      true,
    ])
    network.setOffline(true)
    network.setOffline(false)
    stop()
    for (const type of ['online', 'offline']) removeEventListener(type, note)
    expect(told).toEqual(['offline', 'online'])
    expect(heard).toHaveBeenCalledTimes(2)
    expect(onlineManager.isOnline()).toBe(true)
  })

  it('lets a deletion outlive the page that asks for it', async () => {
    const sent = vi.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response())
    await network.fetch(new Request('http://localhost/telnyx/rooms/r', { method: 'DELETE' }))
    expect(sent).toHaveBeenLastCalledWith(expect.any(Request), expect.objectContaining({ keepalive: true }))
    await network.fetch(new Request('http://localhost/telnyx/rooms'))
    expect(sent).toHaveBeenLastCalledWith(expect.any(Request), undefined)
  })
})
