import { cleanup, render } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { MarkBadge } from './mark-badge.tsx'

afterEach(cleanup)

const textOf = (mark: Parameters<typeof MarkBadge>[0]['mark']) =>
  render(<MarkBadge mark={mark} />).container.textContent

describe('MarkBadge', () => {
  it('labels verified, forged and duplicated participants', () => {
    expect(textOf('verified')).toBe('verified')
    expect(textOf('duplicated')).toBe('duplicate identity')
    expect(textOf('forged')).toBe('invalid identity')
  })

  it('renders nothing for an unverified participant, or without a mark', () => {
    expect(textOf('unverified')).toBe('')
    expect(textOf(undefined)).toBe('')
  })
})
