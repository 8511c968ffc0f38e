import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { germanLabels } from '../labels/de.ts'
import { ConnectionStatus } from './connection-status.tsx'

afterEach(cleanup)

describe('ConnectionStatus', () => {
  it('distinguishes a lost connection from a rejected token', () => {
    const { rerender } = render(<ConnectionStatus status="reconnecting" reason="network" />)
    expect(screen.getByRole('status').textContent).toMatch(/connection was lost/)
    rerender(<ConnectionStatus status="reconnecting" reason="unauthorized" />)
    expect(screen.getByRole('status').textContent).toMatch(/token was rejected/)
  })

  it('counts the participants when there are several', () => {
    const { rerender, container } = render(<ConnectionStatus status="joined" participantCount={1} />)
    expect(container.textContent).toBe('You are in the call.')
    rerender(<ConnectionStatus status="joined" participantCount={3} />)
    expect(container.textContent).toBe('You are in the call. 3 participants.')
  })

  it('announces the connection, and not the number of participants', () => {
    render(<ConnectionStatus status="joined" participantCount={3} />)
    expect(screen.getByRole('status').textContent).toBe('You are in the call.')
  })

  it('renders nothing outside of a call', () => {
    const { container } = render(<ConnectionStatus status="left" />)
    expect(container.innerHTML).toBe('')
  })

  it('takes texts, a class and an icon, and ignores undefined texts', () => {
    const labels = { ...germanLabels, participantCount: undefined }
    const { container } = render(
      <ConnectionStatus
        status="joined"
        participantCount={2}
        className="mine"
        labels={labels}
        slots={{ icon: '★' }}
      />,
    )
    expect(container.textContent).toBe(`★${germanLabels.joined} 2 participants.`)
    expect(container.firstElementChild?.className).toBe('gr-root gr-connection-status mine')
  })
})
