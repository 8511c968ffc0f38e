import { globSync, statSync } from 'node:fs'
import { type LintProblem, lintTexml } from '@greenroom/core/texml/lint'
import { fail } from '../command-error.ts'
import { readTextFile } from '../read-file.ts'

/** The problems of one file. */
interface LintedFile {
  readonly file: string
  readonly problems: readonly LintProblem[]
}

/**
 * Lints files and prints their problems. Returns the exit status: 0 without errors, 1 with errors.
 *
 * @param patterns - paths of files, glob patterns, or `-` for the standard input.
 * @param isJson - whether to print JSON.
 */
export async function lintFiles(patterns: readonly string[], isJson: boolean): Promise<0 | 1> {
  const files = [...new Set(patterns.flatMap(filesOf))]
  const results = await Promise.all(
    files.map(async (file): Promise<LintedFile> => ({ file, ...lintTexml(await readTextFile(file)) })),
  )
  const problems = results.flatMap((result) => result.problems)
  const errors = problems.filter(({ severity }) => severity === 'error').length
  const warnings = problems.length - errors
  console.log(
    isJson
      ? JSON.stringify({ files: results, errors, warnings }, null, 2)
      : [...results.flatMap(linesOf), summary(results.length, errors, warnings)].join('\n'),
  )
  return errors > 0 ? 1 : 0
}

/** Returns the files that a path or a pattern names. Exits if there are none. */
function filesOf(pattern: string): string[] {
  if (pattern === '-') return ['-']
  const found = statSync(pattern, { throwIfNoEntry: false })
  if (found?.isDirectory()) fail(`${pattern} is a folder. Name its files, such as "${pattern}/**/*.xml"`)
  if (found) return [pattern]
  const files = globSync(pattern).filter((file) => statSync(file).isFile())
  if (files.length === 0) fail(`${pattern} does not exist, and matches no file`)
  return files.sort()
}

function linesOf({ file, problems }: LintedFile): string[] {
  const name = file === '-' ? '<stdin>' : file
  return problems.map(
    ({ line, column, severity, message, code }) =>
      `${name}:${line}:${column}  ${severity}  ${message}  ${code}`,
  )
}

function summary(files: number, errors: number, warnings: number): string {
  const where = `in ${count(files, 'file')}`
  return errors + warnings === 0
    ? `No problems ${where}`
    : `${count(errors, 'error')} and ${count(warnings, 'warning')} ${where}`
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
