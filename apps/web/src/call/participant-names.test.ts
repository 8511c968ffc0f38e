import { renderHook } from '@testing-library/react'
import { expect, it } from 'vitest'
import { useParticipantNames } from './participant-names.ts'

const ann = { id: 'a', context: JSON.stringify({ name: 'Ann' }) }
const ben = { id: 'b', context: JSON.stringify({ name: 'Ben' }) }

it('keeps the map until a name is added, and the names of those who left', () => {
  const { result, rerender } = renderHook(useParticipantNames, { initialProps: [ann] })
  const first = result.current
  rerender([{ ...ann }])
  expect(result.current).toBe(first)
  rerender([ben])
  expect([...result.current]).toEqual([
    ['a', 'Ann'],
    ['b', 'Ben'],
  ])
})
