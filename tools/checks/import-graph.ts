import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const importPattern = /(?:^|\n)\s*(?:import|export)\s(?:[^'"]*?\sfrom\s)?'([^']+)'|import\('([^']+)'\)/g

/** Returns the specifiers of all imports and re-exports in a module, type imports included. */
export function importsOf(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '')
  return Array.from(code.matchAll(importPattern), (match) => match[1] ?? match[2] ?? '')
}

/** Returns the source files of packages and apps, without tests. Paths are relative to the workspace. */
export function sourceFiles(root: string): string[] {
  return globSync(['packages/*/src/**/*.{ts,tsx}', 'apps/*/src/**/*.{ts,tsx}'], { cwd: root }).filter(
    (file) => !/\.test(-d)?\.tsx?$/.test(file),
  )
}

/** Finds import cycles within packages and apps. Type imports count: they tie modules together as well. */
export function checkCycles(root: string): string[] {
  const graph = new Map(
    sourceFiles(root).map((file) => [
      file,
      importsOf(readFileSync(`${root}/${file}`, 'utf8'))
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => join(dirname(file), specifier))
        .filter((target) => existsSync(`${root}/${target}`)),
    ]),
  )
  return stronglyConnected(graph)
    .filter((component) => component.length > 1)
    .map((component) => `import cycle: ${component.sort().join(', ')}`)
}

/** Returns the strongly connected components of a graph (Tarjan's algorithm). */
function stronglyConnected(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const indexes = new Map<string, number>()
  const stack: string[] = []
  const components: string[][] = []

  const visit = (node: string): number => {
    const index = indexes.size
    let low = index
    indexes.set(node, index)
    stack.push(node)
    for (const next of graph.get(node) ?? []) {
      if (!indexes.has(next)) low = Math.min(low, visit(next))
      else if (stack.includes(next)) low = Math.min(low, indexes.get(next) ?? low)
    }
    if (low === index) components.push(stack.splice(stack.indexOf(node)))
    return low
  }
  for (const node of graph.keys()) if (!indexes.has(node)) visit(node)
  return components
}
