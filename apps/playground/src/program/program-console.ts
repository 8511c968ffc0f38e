import { format, inspect } from 'node-inspect-extracted'
import type { OutputLevel } from '../sandbox/messages.ts'
import { cleanStack } from './clean-stack.ts'

/** Receives what a program prints. */
export type PrintOutput = (level: OutputLevel, text: string) => void

const inspection = { depth: 4, breakLength: 80, maxArrayLength: 100, maxStringLength: 5_000 } as const

/** Creates a console that formats values as Node does, and prints them as text. */
export function createProgramConsole(print: PrintOutput): Console {
  let indent = ''
  const out =
    (level: OutputLevel) =>
    (...values: unknown[]) =>
      print(level, `${indent}${formatValues(values).replaceAll('\n', `\n${indent}`)}`)
  const log = out('log')
  const group = (...labels: unknown[]) => {
    if (labels.length > 0) log(...labels)
    // Endless groups must not make lines of endless length.
    if (indent.length < 40) indent += '  '
  }
  const own: Partial<Console> = {
    info: out('info'),
    warn: out('warn'),
    error: out('error'),
    dir: (value) => log(value),
    assert: (condition, ...values) => {
      if (!condition) out('error')('Assertion failed', ...values)
    },
    group,
    groupCollapsed: group,
    groupEnd: () => {
      indent = indent.slice(2)
    },
    clear: () => undefined,
  }
  // Methods that only differ in their look print their arguments.
  return new Proxy(own as Console, { get: (target, name) => Reflect.get(target, name) ?? log })
}

/** Formats an error with the program's part of its stack trace. */
export function formatError(error: unknown): string {
  return formatValues([error instanceof Error ? error : `Uncaught: ${inspect(error, inspection)}`])
}

function formatValues(values: readonly unknown[]): string {
  const [first, ...rest] = values
  const usesFormat = typeof first === 'string' && first.includes('%')
  const text = usesFormat
    ? format(first, ...rest)
    : values.map((value) => (typeof value === 'string' ? value : inspect(value, inspection))).join(' ')
  return cleanStack(text)
}
