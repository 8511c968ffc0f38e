import { afterEach, beforeEach, expect, vi } from 'vitest'

// Without it React does not warn of what happens outside of `act`.
Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })

beforeEach(() => {
  const seen: unknown[] = []
  const note = (...parts: unknown[]) => void seen.push(parts.map(String).join(' '))
  console.error = note
  console.warn = note
  return () => expect(seen).toEqual([])
})

afterEach(() => {
  vi.restoreAllMocks()
})
