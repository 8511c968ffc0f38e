import { compileProgram } from './compile.ts'
import { programFile } from './program-file.ts'

/** The modules that programs can import, by specifier. */
export type ProgramModules = ReadonlyMap<string, object>

/**
 * Compiles and runs a program. Resolves when its top-level statements are done.
 *
 * @throws {SyntaxError} if it cannot be parsed, and whatever the program throws.
 */
export async function runProgram(code: string, modules: ProgramModules): Promise<void> {
  const compiled = compileProgram(code)
  // A source URL names the file in stack traces. The function begins on the first line of the program, so
  // that lines are those of the editor.
  const source = `(async (require, exports) => {${compiled}\n})\n//# sourceURL=${programFile}`
  // An indirect eval runs in the global scope, without the variables of this module.
  // biome-ignore lint/security/noGlobalEval: running programs is the purpose of this function.
  const evaluate = globalThis.eval
  const main = evaluate(source) as (require: (specifier: string) => object, exports: object) => Promise<void>
  await main((specifier) => requireModule(modules, specifier), {})
}

function requireModule(modules: ProgramModules, specifier: string): object {
  const found = modules.get(specifier)
  if (!found) throw new Error(`The playground has no module '${specifier}'. ${listModules(modules)}`)
  // The compiler's helpers expect this mark of compiled ECMAScript modules.
  return { ...found, __esModule: true }
}

function listModules(modules: ProgramModules): string {
  return `It has ${[...modules.keys()].filter((name) => !/\/(video|texml)\//.test(name)).join(', ')}.`
}
