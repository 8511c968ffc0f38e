import { transform } from 'sucrase'
import { programFile } from './program-file.ts'

/**
 * Compiles a TypeScript program into the body of an async function that gets `require` and `exports`. Types
 * are removed without a check, and each statement keeps its line.
 *
 * @throws {SyntaxError} with the line, if the program cannot be parsed.
 */
export function compileProgram(code: string): string {
  try {
    return transform(code, {
      transforms: ['typescript', 'imports'],
      disableESTransforms: true,
      filePath: programFile,
      production: true,
    }).code
  } catch (error) {
    throw new SyntaxError(describeSyntaxError(error))
  }
}

/** Rewrites "Error transforming program.ts: Unexpected token (3:5)" as "Unexpected token (program.ts:3)". */
function describeSyntaxError(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message.replace(/^Error transforming [^:]*: /, '').replace(/\((\d+):\d+\)/, `(${programFile}:$1)`)
}
