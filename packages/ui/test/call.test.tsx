import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import type { ReactElement } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Call, Lobby } from '../src/index.ts'
import { germanLabels } from '../src/labels/de.ts'
import { media, Page } from './fixtures.tsx'

afterEach(cleanup)

/** Renders a page, and waits until the browser has refused the devices, which it does not have. */
async function renderPage(page: ReactElement) {
  render(<Page>{page}</Page>)
  await act(async () => undefined)
}

const roomId = '0ccc7b54-4df3-4bca-a65a-3da1ecc777f0'

describe('Call', () => {
  it('starts with the lobby, in the language of its texts', async () => {
    await renderPage(
      <Call roomId={roomId} displayName="Ann" labels={germanLabels} theme="dark" className="mine" />,
    )
    const call = screen.getByRole('region', { name: germanLabels.call })
    expect(call.className).toBe('gr-root gr-call mine')
    expect(call.dataset['grTheme']).toBe('dark')
    expect(screen.getByText(germanLabels.joiningAs('Ann'))).toBeTruthy()
    expect(screen.queryByRole('button', { name: germanLabels.cancel })).toBeNull()
  })

  it('asks for a name unless the page knows it, and stores the name for the next call', async () => {
    await renderPage(<Call roomId={roomId} />)
    const field = screen.getByRole('textbox', { name: 'Your name' })
    fireEvent.change(field, { target: { value: 'Ann' } })
    cleanup()
    await renderPage(<Call roomId={roomId} />)
    expect(screen.getByRole('textbox', { name: 'Your name' })).toHaveProperty('value', 'Ann')
    cleanup()
    await renderPage(<Call roomId={roomId} displayName="Ben" />)
    expect(screen.queryByRole('textbox')).toBeNull()
    localStorage.clear()
  })

  it('joins at once without a lobby, and with devices of the page', async () => {
    const start = vi.fn(async () => undefined)
    const { camera } = media()
    await renderPage(
      <Call roomId={roomId} hasLobby={false} media={media({ camera: { ...camera, start } })} />,
    )
    // The tests' browser has no WebRTC.
    expect((await screen.findByRole('alert')).textContent).toContain('This browser cannot join calls')
    expect(start).not.toHaveBeenCalled()
  })

  it('reports that the user left the lobby', async () => {
    const onLeave = vi.fn()
    await renderPage(<Call roomId={roomId} onLeave={onLeave} />)
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }))
    expect(onLeave).toHaveBeenCalledExactlyOnceWith({ reason: undefined, error: undefined })
  })

  it('says that a browser without WebRTC cannot join, and keeps the focus', async () => {
    await renderPage(<Call roomId={roomId} />)
    const join = screen.getByRole('button', { name: 'Join now' })
    act(() => join.focus())
    await act(async () => {
      fireEvent.click(join)
    })
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('This browser cannot join calls')
    await act(() => new Promise((done) => setTimeout(done, 50)))
    expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Call' }))
  })
})

describe('Lobby', () => {
  const devices = {
    cameras: [],
    microphones: [
      { deviceId: 'default', label: 'Headset' },
      { deviceId: 'm2', label: '' },
    ],
    speakers: [
      { deviceId: 'default', label: 'Headset' },
      { deviceId: 's2', label: 'Television' },
    ],
  }

  it('lets the user choose among devices of the same id, and names those without a label', async () => {
    const chooseMicrophone = vi.fn()
    render(<Lobby media={media({ devices, chooseMicrophone })} onJoin={() => undefined} />)
    await act(async () => {
      fireEvent.click(screen.getByRole('button', { name: /^Microphone/ }))
    })
    const options = await screen.findAllByRole('menuitemradio')
    expect(options.map(({ textContent }) => textContent)).toEqual(['Headset', 'Microphone 2'])
    await act(async () => {
      fireEvent.click(screen.getByRole('menuitemradio', { name: 'Microphone 2' }))
    })
    expect(chooseMicrophone).toHaveBeenCalledExactlyOnceWith('m2')
  })

  it('offers no choice of a single device', () => {
    const { cameras } = devices
    render(
      <Lobby
        media={media({ devices: { cameras, microphones: devices.microphones.slice(0, 1), speakers: [] } })}
        onJoin={() => undefined}
      />,
    )
    expect(screen.queryByRole('button', { name: /^Microphone/ })).toBeNull()
  })

  it('says how to allow blocked devices', () => {
    const { camera } = media()
    render(<Lobby media={media({ camera: { ...camera, status: 'denied' } })} onJoin={() => undefined} />)
    expect(screen.getByRole('alert').textContent).toContain('blocks the camera')
    expect(document.querySelector('.gr-hint')?.textContent).not.toBe('')
  })
})
