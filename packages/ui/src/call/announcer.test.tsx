import { cleanup, render } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { fakeRoom, person, stream } from '../../test/fixtures.tsx'
import { englishLabels } from '../labels/en.ts'
import { Announcer } from './announcer.tsx'

afterEach(cleanup)

const { room } = fakeRoom()
const announcer = (...participants: Parameters<typeof Announcer>[0]['participants']) => (
  <Announcer room={room} participants={participants} isChatOpen={false} labels={englishLabels} />
)

describe('Announcer', () => {
  it('announces who joins and leaves, but not who is there first', () => {
    const { rerender, container } = render(announcer())
    rerender(announcer(person('Ann', { isLocal: true }), person('Ben')))
    expect(container.textContent).toBe('')
    rerender(announcer(person('Ann', { isLocal: true }), person('Ben'), person('Cleo')))
    expect(container.textContent).toBe('Cleo joined.')
    rerender(announcer(person('Ann', { isLocal: true })))
    expect(container.textContent).toBe('2 participants left.')
  })

  it('announces a shared screen', () => {
    const { rerender, container } = render(announcer(person('Ben')))
    const shared = stream({ id: 'x', participantId: 'ben', key: 'presentation', isVideoEnabled: true })
    rerender(announcer(person('Ben', { streams: [shared] })))
    expect(container.textContent).toBe('Ben shares a screen.')
  })
})
