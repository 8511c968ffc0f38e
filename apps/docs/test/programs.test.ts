import { format } from 'node:util'
import { createEmulator } from '@greenroom/emulator'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { importExample } from './import-example.ts'

/** A block of a page that is marked with `run`. */
interface Program {
  readonly location: string
  /** The comments after its `console.log`. */
  readonly printed: readonly string[]
  load(): Promise<{ run(): Promise<void> }>
}

const { programs } = await importExample<{ programs: readonly Program[] }>('programs.ts')

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('programs of the pages', () => {
  it.each(programs)('$location runs, and prints what its comments say', async ({ printed, load }) => {
    const { run } = await load()
    const print = vi.spyOn(console, 'log').mockReturnValue()
    vi.stubGlobal('fetch', createEmulator().fetch)
    await run()
    const lines = print.mock.calls.map((values) => format(...values))
    if (printed.length > 0) expect(lines).toEqual(printed)
    else expect(lines).not.toContain('undefined')
  })
})
