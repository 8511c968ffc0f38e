import { readFileSync } from 'node:fs'
import { importsOf, sourceFiles } from './import-graph.ts'

/**
 * A rule about imports: what the imports of matching files must match, or must not match. Tests are exempt,
 * because their imports are not published.
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
    only: /^(\.|valibot$|ky$|eventsource-parser$|leven$|xast-util-from-xml$)/,
    why: 'core depends only on ky, valibot, leven and parsers of event streams and XML, and on no platform',
  },
  {
    files: /^packages\/core\/src\/(?!http\/)/,
    never: /^ky$/,
    why: 'only http/ may depend on the HTTP library',
  },
  {
    files: /^packages\/core\/src\/(?!updates\/)/,
    never: /^eventsource-parser$/,
    why: 'only updates/ may depend on the parser of event streams',
  },
  {
    files: /^packages\/core\/src\/(?!texml-language\/parse-document\.)/,
    never: /^xast-util/,
    why: 'only the reader of documents may depend on the XML parser',
  },
  {
    files: /^packages\/core\/src\/(?!texml-language\/lint\/)/,
    never: /^leven$/,
    why: 'only the linter may depend on the search for near names',
  },
  {
    files: /^packages\/core\/src\/texml-language\/(?!index|lint|parse-document|read-document)/,
    never: /parse-document/,
    why: 'a program that only writes documents must not contain the parser',
  },
  {
    files: /^packages\/core\/src\/(video|texml)\/(?!index\.ts)/,
    only: /^(valibot|\.\.\/endpoint\.ts|\.\.\/schema\/[\w-]+\.ts|\.\/[\w-]+\.ts)$/,
    why: 'a resource imports only endpoint, schema helpers and a sibling’s model',
  },
  {
    files: /^packages\/core\/src\/wire\//,
    never: /\/(http|video|texml|client|join-token)\b/,
    why: 'client and server share the wire modules',
  },
  {
    files: /^packages\/edge\/(?!src\/updates\/update-hub-object\.ts)/,
    only: /^(\.|@greenroom\/core(\/|$)|jose$|valibot$)/,
    why: 'edge depends only on core, jose and valibot, and its Durable Object on workerd',
  },
  {
    files: /^packages\/live\//,
    only: /^(\.|@greenroom\/core(\/|$))/,
    why: 'live depends only on core; the caller passes the vendor’s package',
  },
  {
    files: /^packages\/react\//,
    only: /^(\.|@greenroom\/(core|live)(\/|$)|react$|@tanstack\/react-query$|@telnyx\/video$)/,
    why: 'react depends only on core, live and its peers',
  },
  {
    files: /^packages\/ui\//,
    only: /^(\.|@greenroom\/(core|live|react)(\/|$)|react$|react-aria-components\/|@tanstack\/react-query$|lucide-react$)/,
    why: 'ui depends only on core, live, react, React Aria and icons',
  },
  {
    files: /^packages\/create\/src/,
    never: /^@greenroom/,
    why: 'the generator installs the packages, so that `npm create` downloads little',
  },
  {
    files: /^packages\/emulator\/src\/(?!node\.ts|cli\.ts|live\/(socket\.ts|webrtc\/|mix\/opus\.ts))/,
    never: /^node:|^(@hono\/node-server|ws|werift|opusscript)$/,
    why: 'only the HTTP server, the command and the media of live rooms may need Node',
  },
  {
    files: /^packages\/emulator\//,
    never: /^@greenroom\/(edge|react|ui)/,
    why: 'the emulator depends only on core',
  },
  {
    files: /^packages\/cli\//,
    only: /^(\.|node:|commander$|@bomb\.sh\/tab\/commander$|tinyexec$|valibot$|yocto-spinner$|zod$|@modelcontextprotocol\/sdk\/|@greenroom\/(core|emulator)(\/|$))/,
    why: 'the command depends on core, the emulator and what command lines and MCP need',
  },
  {
    files: /^packages\/cli\/src\/(?!mcp\/sdk\.ts)/,
    never: /^(zod$|@modelcontextprotocol\/)/,
    why: 'only mcp/sdk.ts, which is bundled, may depend on the library of the protocol',
  },
  {
    files: /^apps\/web\//,
    never: /^@greenroom\/(edge|emulator$|emulator\/node)/,
    why: 'the web app contains no server code',
  },
]

/** Finds imports that break a rule. */
export function checkBoundaries(root: string): string[] {
  return sourceFiles(root).flatMap((file) =>
    importsOf(readFileSync(`${root}/${file}`, 'utf8')).flatMap((specifier) =>
      rules
        .filter(({ files }) => files.test(file))
        .filter(({ only, never }) => (only && !only.test(specifier)) || never?.test(specifier))
        .map(({ why }) => `${file} imports '${specifier}': ${why}`),
    ),
  )
}
