import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { ToggleButton } from './button.tsx'
import { PortalContext } from './portal-context.ts'

afterEach(cleanup)

describe('ToggleButton', () => {
  it('has its key in a whole call only, which listens to keys', () => {
    const button = (
      <ToggleButton label="Microphone" shortcut="M" isSelected onChange={() => undefined}>
        icon
      </ToggleButton>
    )
    const { rerender } = render(button)
    expect(screen.getByRole('button').getAttribute('aria-keyshortcuts')).toBeNull()
    rerender(<PortalContext.Provider value={document.body}>{button}</PortalContext.Provider>)
    expect(screen.getByRole('button').getAttribute('aria-keyshortcuts')).toBe('M')
  })
})
