import { afterEach, describe, expect, it, vi } from 'vitest'
import { createModules } from './modules.ts'
import { createProgramConsole, formatError } from './program-console.ts'
import { runProgram } from './run-program.ts'

/** Runs a program and returns what it prints, and the error that it throws. */
async function run(code: string) {
  const printed: string[] = []
  vi.stubGlobal(
    'console',
    createProgramConsole((level, text) => printed.push(`${level} ${text}`)),
  )
  const error = await runProgram(
    code,
    createModules(() => undefined),
  ).then(() => undefined, formatError)
  return { printed, error }
}

afterEach(() => vi.unstubAllGlobals())

describe('a program', () => {
  it('prints values as Node does', async () => {
    const { printed } = await run(`
      interface Pair { readonly a: number }
      const pair: Pair = { a: 1 }
      console.log('pair', pair, [new Map([['b', 2n]])])
      console.warn('%s is %d', 'one', 1)
      console.group('group')
      console.info('a\\nb')
      console.groupEnd()
      console.assert(pair.a === 2, 'a is not two')
      console.dir({ deep: { deeper: {} } })
    `)
    expect(printed).toEqual([
      "log pair { a: 1 } [ Map(1) { 'b' => 2n } ]",
      'warn one is 1',
      'log group',
      'info   a\n  b',
      'error Assertion failed a is not two',
      'log { deep: { deeper: {} } }',
    ])
  })

  it('waits at its top level', async () => {
    expect((await run('console.log(await Promise.resolve(1))')).printed).toEqual(['log 1'])
  })

  it('reports an error with its line, without the frames of the packages', async () => {
    const { error } = await run(`import { rooms } from '@greenroom/core/video'
type Unused = string

function fail(): never {
  throw new RangeError('too far')
}
fail()`)
    expect(error).toMatch(/^RangeError: too far\n {4}at fail \(program\.ts:5\)\n {4}at .*program\.ts:7/)
    expect(error).not.toContain('run-program')
  })

  it('reports the line of an error within a package', async () => {
    const { error } = await run(`import { createClient } from '@greenroom/core'

createClient({ apiKey: '' })`)
    expect(error).toMatch(/^ConfigError: .*/)
    expect(error).toMatch(/program\.ts:3\) \{\n {2}outcome: 'not-sent'/)
    expect(error?.match(/^ +at /gm)).toHaveLength(1)
    expect(error).toContain('program.ts:3')
  })

  it.each([
    ['const x = ;', 'SyntaxError: Unexpected token (program.ts:1)'],
    ['\n\nfoo(', /^SyntaxError: .*program\.ts:3/],
    ["import x from 'react'\nx", /has no module 'react'\. It has @greenroom\/core, .*valibot\./],
    ["throw 'text'", "Uncaught: 'text'"],
    ['throw null', 'Uncaught: null'],
  ])('reports %s', async (code, message) => {
    const { error } = await run(code)
    if (typeof message === 'string') expect(error?.split('\n')[0]).toBe(message)
    else expect(error).toMatch(message)
  })

  it('imports a package when it needs it', async () => {
    const { printed } = await run(`
      const { response, hangup } = await import('@greenroom/core/texml/document')
      console.log(String(response(hangup())).includes('<Hangup/>'))
    `)
    expect(printed).toEqual(['log true'])
  })
})
