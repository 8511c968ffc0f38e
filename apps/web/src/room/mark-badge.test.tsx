import type { Identity } from '@greenroom/core/identity'
import { ContextError } from '@greenroom/core/identity'
import { cleanup, render } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { MarkBadge } from './mark-badge.tsx'

afterEach(cleanup)

const participant = { id: 'p' }
const identity: Identity = { user: 'u', room_id: 'r', claims: {}, jti: 'j', issuedAt: 0, expiresAt: 1 }
const getReasonText = (...[mark]: Parameters<typeof MarkBadge>) =>
  render(<MarkBadge {...mark} />).container.textContent

it('says who is verified, who is not who they say, and who is there a second time', () => {
  expect(getReasonText({ mark: { participant, mark: 'verified', identity } })).toBe('verified')
  expect(getReasonText({ mark: { participant, mark: 'duplicated', identity } })).toBe('a second time')
  expect(
    getReasonText({ mark: { participant, mark: 'forged', error: new ContextError('wrong_signature') } }),
  ).toBe('not who they say')
})

it('says nothing of those for whom nobody vouches, or of whom nothing is known yet', () => {
  expect(
    getReasonText({ mark: { participant, mark: 'unverified', error: new ContextError('not_signed') } }),
  ).toBe('')
  expect(getReasonText({ mark: undefined })).toBe('')
})
