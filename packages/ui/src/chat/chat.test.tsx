import type { LiveMessage } from '@greenroom/live'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { fakeRoom, person } from '../../test/fixtures.tsx'
import { germanLabels } from '../labels/de.ts'
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
