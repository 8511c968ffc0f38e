import type { Identity } from '@greenroom/core/identity'
import { ContextError } from '@greenroom/core/identity'
import { cleanup, render } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { MarkBadge } from './mark-badge.tsx'

afterEach(cleanup)

const participant = { id: 'p' }
const identity: Identity = { user: 'u', roomId: 'r', claims: {}, jti: 'j', issuedAt: 0, expiresAt: 1 }
const getReasonText = (...[mark]: Parameters<typeof MarkBadge>) =>
  render(<MarkBadge {...mark} />).container.textContent

describe('MarkBadge', () => {
  it('labels verified, forged and duplicated participants', () => {
    expect(getReasonText({ mark: { participant, mark: 'verified', identity } })).toBe('verified')
    expect(getReasonText({ mark: { participant, mark: 'duplicated', identity } })).toBe('duplicate identity')
    expect(
      getReasonText({ mark: { participant, mark: 'forged', error: new ContextError('wrong_signature') } }),
    ).toBe('invalid identity')
  })

  it('renders nothing for an unverified participant, or without a mark', () => {
    expect(
      getReasonText({ mark: { participant, mark: 'unverified', error: new ContextError('not_signed') } }),
    ).toBe('')
    expect(getReasonText({ mark: undefined })).toBe('')
  })
})
