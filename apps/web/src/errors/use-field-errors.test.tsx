import { ApiError } from '@greenroom/core'
import { act, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, it } from 'vitest'
import { useFieldErrors } from './use-field-errors.ts'

const fields = ['unique_name'] as const

function duplicateName(): ApiError {
  return new ApiError({ route: 'POST /rooms', outcome: 'rejected', status: 422, detail: 'taken' })
}

it('returns the same object until the error changes', () => {
  Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true)
  const seen: Record<string, string>[] = []
  const Form = ({ error }: { readonly error: ApiError; readonly typed: string }) => {
    seen.push(useFieldErrors(error, fields))
    return null
  }
  const root = createRoot(document.createElement('div'))
  const render = (error: ApiError, typed: string) =>
    act(() =>
      root.render(
        <StrictMode>
          <Form error={error} typed={typed} />
        </StrictMode>,
      ),
    )
  const first = duplicateName()
  render(first, 'a')
  render(first, 'b')
  expect(new Set(seen).size).toBe(1)
  expect(seen[0]).toEqual({ unique_name: 'taken' })
  render(duplicateName(), 'b')
  expect(new Set(seen).size).toBe(2)
  act(() => root.unmount())
})
