import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import type { Plugin } from 'vite'
import { compilerOptions } from '../src/editor/compiler-options.ts'
import { moduleNames } from '../src/program/module-names.ts'

/** A file of declarations by its path in the editor's file system. */
export type TypeFiles = Readonly<Record<string, string>>

/** A Vite plugin that emits `types.json`: every declaration that a program can reach. */
export function programTypes(): Plugin {
  const fileName = 'types.json'
  return {
    name: 'program-types',
    configureServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        if (request.url?.split('?')[0] !== `/${fileName}`) return next()
        response.setHeader('content-type', 'application/json')
        response.end(JSON.stringify(collectTypes()))
      })
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName, source: JSON.stringify(collectTypes()) })
    },
  }
}

/**
 * Returns the declarations of the modules of programs and of everything that they import, with the library of
 * TypeScript.
 */
export function collectTypes(): TypeFiles {
  const entry = join(import.meta.dirname, 'all-modules.ts')
  const source = moduleNames.map((name) => `import '${name}'`).join('\n')
  const host = ts.createCompilerHost(compilerOptions)
  const { readFile, fileExists } = host
  host.readFile = (path) => (path === entry ? source : readFile(path))
  host.fileExists = (path) => path === entry || fileExists(path)
  const program = ts.createProgram([entry], compilerOptions, host)
  const files: Record<string, string> = {}
  for (const { fileName, text } of program.getSourceFiles()) {
    if (fileName === entry) continue
    const path = placeOf(fileName)
    files[path.file] = text.replace(/^\/\/# sourceMappingURL=.*$/m, '')
    if (path.manifest) files[path.manifest.path] ??= path.manifest.text
  }
  const problems = ts.getPreEmitDiagnostics(program)
  if (problems.length > 0)
    throw new Error(ts.flattenDiagnosticMessageText(problems[0]?.messageText ?? '', '\n'))
  return files
}

interface Place {
  readonly file: string
  readonly manifest?: { readonly path: string; readonly text: string }
}

/** Returns the place of a file in the editor's file system: `/node_modules`, or `/lib.*.d.ts`. */
function placeOf(fileName: string): Place {
  const library = /\/typescript\/lib\/(lib\..*d\.ts)$/.exec(fileName)
  if (library) return { file: `/${library[1]}` }
  const folder = packageFolder(dirname(fileName))
  const text = readFileSync(join(folder, 'package.json'), 'utf8')
  const { name, version, type, types, main, module, exports } = JSON.parse(text)
  const root = `/node_modules/${name}`
  return {
    file: root + fileName.slice(folder.length),
    manifest: {
      path: `${root}/package.json`,
      text: JSON.stringify({ name, version, type, types, main, module, exports }),
    },
  }
}

function packageFolder(folder: string): string {
  try {
    const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    if (typeof name === 'string') return folder
  } catch {
    // The folder has no manifest, or one that only sets the type of its modules.
  }
  if (dirname(folder) === folder) throw new Error('A declaration belongs to no package.')
  return packageFolder(dirname(folder))
}
