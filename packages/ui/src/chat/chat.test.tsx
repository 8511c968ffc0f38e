import type { LiveMessage } from '@greenroom/live'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { fakeRoom, person } from '../../test/fixtures.tsx'
import { Announcer } from '../call/announcer.tsx'
import { germanLabels } from '../labels/de.ts'
import { englishLabels } from '../labels/en.ts'
import { Chat } from './chat.tsx'

afterEach(cleanup)

const message = (id: number, changes: Partial<LiveMessage> = {}): LiveMessage => ({
  id,
  from: 'ben',
  isLocal: false,
  type: 'text',
  text: `message ${id}`,
  to: undefined,
  at: id * 1_000,
  ...changes,
})

describe('Chat', () => {
  it('names the senders, also after they left', () => {
    const { room, set } = fakeRoom({ participants: [person('Ben')] })
    render(<Chat room={room} />)
    expect(screen.getByText('No messages yet.')).toBeTruthy()
    act(() => set({ messages: [message(1)] }))
    act(() => set({ participants: [], messages: [message(1), message(2, { from: 'eve' })] }))
    expect([...document.querySelectorAll('strong')].map(({ textContent }) => textContent)).toEqual([
      'Ben',
      'Unknown participant',
    ])
  })

  it('sends a message without the spaces around it, and empties the field', async () => {
    const { room, sent } = fakeRoom()
    render(<Chat room={room} />)
    const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Message' })
    fireEvent.change(field, { target: { value: '  Hello ' } })
    await act(async () => {
      fireEvent.submit(field)
    })
    expect(sent).toEqual(['Hello'])
    expect(field.value).toBe('')
  })

  it('names senders who left before it was opened', () => {
    const { room, set } = fakeRoom({ participants: [person('Ben')] })
    const announcer = <Announcer room={room} participants={[]} isChatOpen={false} labels={englishLabels} />
    const { rerender } = render(announcer)
    act(() => set({ participants: [], messages: [message(1)] }))
    rerender(<Chat room={room} labels={{}} />)
    expect(screen.getByText('Ben')).toBeTruthy()
    rerender(<Chat room={room} labels={{}} />)
    expect(screen.getByText('Ben')).toBeTruthy()
  })

  it('takes the next message while one is being sent, and gives back one that was not sent', async () => {
    const { room } = fakeRoom()
    const sending: ((error: Error) => void)[] = []
    room.send = () => new Promise((_, reject) => sending.push(reject))
    render(<Chat room={room} />)
    const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Message' })
    fireEvent.change(field, { target: { value: 'One' } })
    fireEvent.submit(field)
    expect(field.value).toBe('')
    fireEvent.change(field, { target: { value: 'Two' } })
    await act(async () => sending[0]?.(new Error('The connection was lost')))
    expect(field.value).toBe('One Two')
    expect(screen.getByRole('alert').textContent).toBe('The message was not sent. Try again.')
  })

  it('keeps what was typed while it is closed', () => {
    const { room } = fakeRoom()
    render(<Chat room={room} />)
    const field = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Message' })
    fireEvent.change(field(), { target: { value: 'Half a sent' } })
    cleanup()
    render(<Chat room={room} />)
    expect(field().value).toBe('Half a sent')
    cleanup()
    render(<Chat room={fakeRoom().room} />)
    expect(field().value).toBe('')
  })

  it('returns the focus to the field when a message is sent with the button', async () => {
    const { room, sent } = fakeRoom()
    render(<Chat room={room} />)
    const field = screen.getByRole('textbox', { name: 'Message' })
    const button = screen.getByRole('button', { name: 'Send' })
    fireEvent.change(field, { target: { value: 'Hello' } })
    act(() => button.focus())
    await act(async () => fireEvent.click(button))
    expect(sent).toEqual(['Hello'])
    expect(document.activeElement).toBe(field)
  })

  it('scrolls to the newest message, also once the oldest ones are dropped', () => {
    const { room, set } = fakeRoom({ messages: [message(1), message(2)] })
    render(<Chat room={room} />)
    const log = screen.getByRole('log')
    let height = 100
    Object.defineProperty(log, 'scrollHeight', { get: () => height })
    height = 200
    act(() => set({ messages: [message(2), message(3)] }))
    expect(log.scrollTop).toBe(200)
    Object.defineProperty(log, 'clientHeight', { value: 50 })
    log.scrollTop = 0
    fireEvent.scroll(log)
    height = 300
    act(() => set({ messages: [message(3), message(4)] }))
    expect(log.scrollTop).toBe(0)
    act(() => set({ messages: [message(4), message(5, { isLocal: true })] }))
    expect(log.scrollTop).toBe(300)
  })

  it('says with its own labels that a sender is not who they claim to be', () => {
    const { room } = fakeRoom({ participants: [person('Ben')], messages: [message(1)] })
    render(<Chat room={room} marks={new Map([['ben', 'forged']])} labels={germanLabels} />)
    expect(screen.getByText(germanLabels.forged)).toBeTruthy()
  })

  it('does not send an empty message', async () => {
    const { room, sent } = fakeRoom()
    render(<Chat room={room} />)
    const field = screen.getByRole('textbox', { name: 'Message' })
    fireEvent.change(field, { target: { value: '   ' } })
    await act(async () => {
      fireEvent.submit(field)
    })
    expect(sent).toEqual([])
  })

  it('makes links of web addresses only, and leaves markup as text', () => {
    const text = 'See https://example.com/a?b=c. Not javascript:alert(1) <img src=x>'
    render(<Chat room={fakeRoom({ messages: [message(1, { text })] }).room} />)
    const links = screen.getAllByRole<HTMLAnchorElement>('link')
    expect(links.map(({ href }) => href)).toEqual(['https://example.com/a?b=c'])
    expect(links[0]?.rel).toBe('noopener noreferrer')
    expect(screen.getByRole('log').textContent).toContain(text)
    expect(document.querySelector('img')).toBeNull()
  })
})
