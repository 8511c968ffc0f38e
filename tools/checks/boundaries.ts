import { globSync, readFileSync } from 'node:fs'

/**
 * Who may import whom. Each rule names files and what an import of theirs must match, or must not.
 * Tests are free: they stand beside the code, and what they use is never published.
 */
interface Rule {
  readonly files: RegExp
  readonly only?: RegExp
  readonly never?: RegExp
  readonly why: string
}

const rules: readonly Rule[] = [
  {
    files: /^packages\/core\//,
    only: /^(\.|valibot$|ky$)/,
    why: 'core depends on ky and valibot alone, and on no platform',
  },
  {
    files: /^packages\/core\/src\/(?!http\/)/,
    never: /^ky$/,
    why: 'only http/ knows what carries requests',
  },
  {
    files: /^packages\/core\/src\/(video|texml)\/(?!index\.ts)/,
    only: /^(valibot|\.\.\/endpoint\.ts|\.\.\/schema\/[\w-]+\.ts|\.\/[\w-]+\.ts)$/,
    why: 'a resource imports endpoint, schema helpers, and a sibling’s model',
  },
  {
    files: /^packages\/core\/src\/wire\//,
    never: /\/(http|video|texml|client|join-token)\b/,
    why: 'the wire is the same for a client and a server',
  },
  {
    files: /^packages\/edge\//,
    only: /^(\.|@greenroom\/core(\/|$)|jose$|valibot$)/,
    why: 'edge depends on core and jose',
  },
  {
    files: /^packages\/live\//,
    only: /^(\.|@greenroom\/core(\/|$))/,
    why: 'live depends on core alone; the vendor’s package is handed in',
  },
  {
    files: /^packages\/react\//,
    only: /^(\.|@greenroom\/(core|live)(\/|$)|react$|@tanstack\/react-query$|@telnyx\/video$)/,
    why: 'react depends on core and its peers, never on edge',
  },
  {
    files: /^packages\/emulator\/src\/(?!node\.ts|cli\.ts|live\/(socket\.ts|webrtc\/|mix\/opus\.ts))/,
    never: /^node:|^(@hono\/node-server|ws|werift|opusscript)$/,
    why: 'only the port, the command and the media of live rooms need Node; the rest runs anywhere',
  },
  {
    files: /^packages\/emulator\//,
    never: /^@greenroom\/(edge|react)/,
    why: 'the emulator depends on core alone',
  },
  {
    files: /^packages\/cli\//,
    only: /^(\.|node:)/,
    why: 'the command looks at files, and is installed by itself',
  },
  {
    files: /^apps\/web\//,
    never: /^@greenroom\/(edge|emulator$|emulator\/node)/,
    why: 'the page has no part of a server',
  },
]

const importOf = /(?:^|\n)\s*(?:import|export)\s(?:[^'"]*?\sfrom\s)?'([^']+)'|import\('([^']+)'\)/g

/** Finds imports against the rules. */
export function checkBoundaries(root: string): string[] {
  const files = globSync(['packages/*/src/**/*.{ts,tsx}', 'apps/*/src/**/*.{ts,tsx}'], { cwd: root })
  return files
    .filter((file) => !/\.test(-d)?\.tsx?$/.test(file))
    .flatMap((file) => {
      const source = readFileSync(`${root}/${file}`, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '')
      const imports = Array.from(source.matchAll(importOf), (match) => match[1] ?? match[2] ?? '')
      return imports.flatMap((from) =>
        rules
          .filter(({ files: of }) => of.test(file))
          .filter(({ only, never }) => (only && !only.test(from)) || never?.test(from))
          .map(({ why }) => `${file} imports '${from}': ${why}`),
      )
    })
}
