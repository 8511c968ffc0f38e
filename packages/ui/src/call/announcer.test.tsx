import type { LiveMessage } from '@greenroom/live'
import { act, cleanup, render } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeRoom, person, stream } from '../../test/fixtures.tsx'
import { englishLabels } from '../labels/en.ts'
import { Announcer } from './announcer.tsx'

beforeEach(() => void vi.useFakeTimers())

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const { room } = fakeRoom()
const announcer = (...participants: Parameters<typeof Announcer>[0]['participants']) => (
  <Announcer room={room} participants={participants} isChatOpen={false} labels={englishLabels} />
)
const passASecond = () => act(() => vi.advanceTimersByTime(1_000))

const message = (id: number, text: string): LiveMessage => ({
  id,
  from: 'ben',
  isLocal: false,
  type: 'text',
  text,
  to: undefined,
  at: 0,
})

describe('Announcer', () => {
  it('announces who joins and leaves, but not who is there first', () => {
    const { rerender, container } = render(announcer())
    rerender(announcer(person('Ann', { isLocal: true }), person('Ben')))
    expect(container.textContent).toBe('')
    rerender(announcer(person('Ann', { isLocal: true }), person('Ben'), person('Cleo')))
    passASecond()
    expect(container.textContent).toBe('Cleo joined.')
    rerender(announcer(person('Ann', { isLocal: true })))
    passASecond()
    expect(container.textContent).toBe('2 participants left.')
  })

  it('announces a shared screen', () => {
    const { rerender, container } = render(announcer(person('Ben')))
    const shared = stream({ id: 'x', participantId: 'ben', key: 'presentation', isVideoEnabled: true })
    rerender(announcer(person('Ben', { streams: [shared] })))
    passASecond()
    expect(container.textContent).toBe('Ben shares a screen.')
  })

  it('announces many who join one after the other at once', () => {
    const people = Array.from({ length: 20 }, (_, index) => person(`Guest ${index}`))
    const { rerender, container } = render(announcer(person('Ann', { isLocal: true })))
    const texts = new Set<string>()
    people.forEach((_, index) => {
      rerender(announcer(person('Ann', { isLocal: true }), ...people.slice(0, index + 1)))
      act(() => vi.advanceTimersByTime(40))
      texts.add(container.textContent ?? '')
    })
    passASecond()
    texts.add(container.textContent ?? '')
    expect([...texts]).toEqual(['', '20 participants joined.'])
  })

  it('has its live regions before their text, and announces the same words again', () => {
    const chat = fakeRoom({ participants: [person('Ben')] })
    const page = (isChatOpen: boolean) => (
      <Announcer room={chat.room} participants={[]} isChatOpen={isChatOpen} labels={englishLabels} />
    )
    const { container, rerender } = render(page(false))
    const region = container.querySelectorAll('[aria-live=polite]')[1]
    expect(region?.textContent).toBe('')
    act(() => chat.set({ messages: [message(1, 'Yes')] }))
    const first = region?.firstElementChild
    expect(region?.textContent).toBe('Message from Ben: Yes')
    act(() => chat.set({ messages: [message(1, 'Yes'), message(2, 'Yes')] }))
    expect(region?.textContent).toBe('Message from Ben: Yes')
    expect(region?.firstElementChild).not.toBe(first)

    rerender(page(true))
    act(() => chat.set({ messages: [message(3, 'Seen in the chat')] }))
    rerender(page(false))
    expect(region?.textContent).toBe('')
  })
})
