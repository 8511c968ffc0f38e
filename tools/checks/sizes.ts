import { relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

/** A program as a user writes it, and the size limit of its bundle. */
export interface Budget {
  readonly name: string
  readonly program: string
  /** Size limit, minified and gzipped, ky and valibot included, in kB of 1000 bytes. */
  readonly limit: number
  /** Strings that must not be in the bundle, because they belong to code that the program does not use. */
  readonly without?: readonly string[]
  readonly external?: readonly string[]
  /** A program to compare with: only the difference in size counts. */
  readonly baseline?: string
}

/** An app that joins rooms with the vendor's package only. */
const bareLiveRoom = `import { initialize } from '@telnyx/video'
  import { GreenroomError, isApiError } from '@greenroom/core'
  import { bindJoinToken, createJoinTokenSource } from '@greenroom/core/join-token'
  console.log(initialize, GreenroomError, isApiError, bindJoinToken, createJoinTokenSource)`

/** Returns the program of a Worker with a gateway. `options` are added to those of the gateway. */
const gatewayWorker = (options = '') => `import { rooms, roomSessions } from '@greenroom/core/video'
  import { createGateway } from '@greenroom/edge'
  export default {
    fetch: createGateway({
      apiKey: 'KEY', secret: 'a secret of thirty-two bytes or more', audience: 'x', basePath: '/telnyx',
      expose: [rooms.retrieve, rooms.createJoinToken, rooms.refreshJoinToken, roomSessions.listByRoom],
      authorize: () => null,
      ${options}
    }),
  }`

/** What an app with React Query has anyway. */
const reactPeers = ['react', 'react/jsx-runtime', 'react-dom', '@tanstack/react-query']

/** The programs that are measured. */
export const budgets: readonly Budget[] = [
  {
    name: 'rooms.retrieve',
    program: `import { createClient } from '@greenroom/core'
      import * as rooms from '@greenroom/core/video/rooms'
      rooms.retrieve(createClient({ apiKey: 'KEY' }), { room_id: 'r' })`,
    limit: 15.9,
    without: ['/texml/', 'room_compositions', 'generate_join_client_token'],
  },
  {
    name: 'createVideo',
    program: `import { createVideo } from '@greenroom/core/video'
      console.log(createVideo({ apiKey: 'KEY' }))`,
    limit: 19.06,
    without: ['/texml/'],
  },
  {
    name: 'texml/calls create',
    program: `import { createClient } from '@greenroom/core'
      import * as calls from '@greenroom/core/texml/calls'
      calls.create(createClient({ apiKey: 'KEY' }), { account_sid: 'a', ApplicationSid: 'b', From: '+1', To: '+2' })`,
    limit: 17.17,
    without: ['room_compositions', '/rooms'],
  },
  {
    name: 'createTexml',
    program: `import { createTexml } from '@greenroom/core/texml'
      console.log(createTexml({ apiKey: 'KEY' }, { accountSid: 'a' }))`,
    limit: 21.08,
    without: ['/rooms'],
  },
  {
    name: 'readInstructionRequest with texmlResponse',
    program: `export { readInstructionRequest, texmlResponse } from '@greenroom/core/webhooks'`,
    limit: 3.5,
    // What begins a document that the builder writes, and an attribute of a verb.
    without: ['<?xml', 'numDigits'],
  },
  {
    name: 'token source',
    program: `import { createJoinTokenSource } from '@greenroom/core/join-token'
      console.log(createJoinTokenSource)`,
    limit: 4.55,
    without: ['/rooms'],
  },
  {
    name: 'react hooks, without peers and core',
    program: `export * from '@greenroom/react'`,
    limit: 6.5,
    external: ['react', 'react/jsx-runtime', '@tanstack/react-query', '@greenroom/core', '@greenroom/core/*'],
  },
  {
    name: 'useJoinToken with its source, without ky and valibot',
    program: `export { GreenroomProvider, useJoinToken } from '@greenroom/react'`,
    limit: 7.4,
    external: ['react', 'react/jsx-runtime', '@tanstack/react-query', 'ky', 'valibot'],
  },
  {
    name: 'live room, added to an app with the vendor’s package',
    program: `${bareLiveRoom}
      import { createLiveRoom } from '@greenroom/live'
      console.log(createLiveRoom)`,
    baseline: bareLiveRoom,
    limit: 5.37,
  },
  {
    name: '<Call>, without its peers, React Aria, icons and other packages of Greenroom',
    program: `export { Call } from '@greenroom/ui'`,
    limit: 18.75,
    external: [
      ...reactPeers,
      '@greenroom/core',
      '@greenroom/core/*',
      '@greenroom/live',
      '@greenroom/react',
      '@greenroom/react/*',
      'react-aria-components/*',
      'lucide-react',
    ],
  },
  {
    name: '<Call>, without its peers and other packages of Greenroom',
    program: `export { Call } from '@greenroom/ui'`,
    limit: 40,
    external: [
      ...reactPeers,
      '@greenroom/core',
      '@greenroom/core/*',
      '@greenroom/live',
      '@greenroom/react',
      '@greenroom/react/*',
    ],
  },
  {
    name: '<Call>, without its peers',
    program: `export { Call } from '@greenroom/ui'`,
    limit: 57,
    external: reactPeers,
  },
  {
    name: 'gateway Worker',
    program: gatewayWorker(),
    limit: 36.1,
  },
  {
    name: 'subscribeToUpdates, added to an app with a client',
    program: `import { createClient } from '@greenroom/core'
      import { subscribeToUpdates } from '@greenroom/core/updates'
      console.log(createClient, subscribeToUpdates)`,
    baseline: `import { createClient } from '@greenroom/core'
      console.log(createClient)`,
    limit: 4,
  },
  {
    name: 'a TeXML document of three verbs, added to an app with a client',
    program: `import { createClient } from '@greenroom/core'
      import { gather, hangup, response, say } from '@greenroom/core/texml/document'
      console.log(createClient)
      console.log(String(response(gather({ action: '/menu' }, say('Press 1.')), say('Goodbye.'), hangup())))`,
    baseline: `import { createClient } from '@greenroom/core'
      console.log(createClient)`,
    limit: 4,
    without: ['CDATA', 'recordingStatusCallback', 'Conference'],
  },
  {
    name: 'gateway Worker with updates',
    program: `import { createDurableObjectHub } from '@greenroom/edge/cloudflare'
      export { UpdateHubObject } from '@greenroom/edge/cloudflare'
      ${gatewayWorker('updates: createDurableObjectHub({}),')}`,
    external: ['cloudflare:workers'],
    limit: 39,
  },
]

/** A budget with the measured size. */
export interface Size extends Budget {
  readonly kB: number
  /** The forbidden strings that are in the bundle. */
  readonly found: readonly string[]
}

/** Bundles each program from the built packages with esbuild and returns the sizes. */
export function measureSizes(root: string): Promise<Size[]> {
  return Promise.all(
    budgets.map(async (budget) => {
      const [text, baseline] = await Promise.all([
        bundle(root, budget, budget.program),
        budget.baseline === undefined ? '' : bundle(root, budget, budget.baseline),
      ])
      return {
        ...budget,
        kB: (gzipSize(text) - (baseline === '' ? 0 : gzipSize(baseline))) / 1000,
        found: (budget.without ?? []).filter((part) => text.includes(part)),
      }
    }),
  )
}

function gzipSize(text: string): number {
  return gzipSync(text, { level: 9 }).length
}

/** Returns what a page loads at first: the entry with the chunks that it imports, but no dynamic imports. */
async function bundle(root: string, { external = [] }: Budget, program: string): Promise<string> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: program, resolveDir: root, loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    metafile: true,
    splitting: true,
    absWorkingDir: root,
    outdir: 'out',
    logLevel: 'error',
    external: [...external],
    nodePaths: ['packages/react', 'packages/ui', 'apps/web', 'apps/worker'].map(
      (member) => `${root}/${member}/node_modules`,
    ),
  })
  const loaded = new Set(['out/stdin.js'])
  // A set also visits what is added while it is visited.
  for (const file of loaded) {
    for (const { path, kind } of metafile.outputs[file]?.imports ?? []) {
      if (kind === 'import-statement') loaded.add(path)
    }
  }
  return outputFiles
    .filter(({ path }) => loaded.has(relative(root, path)))
    .map(({ text }) => text)
    .join('\n')
}

/** Returns a problem for each program that exceeds its limit or contains a forbidden string. */
export function overBudget(sizes: readonly Size[]): string[] {
  return sizes.flatMap(({ name, kB, limit, found }) => [
    ...(kB > limit ? [`${name} has ${kB.toFixed(2)} kB, ${limit} kB are allowed`] : []),
    ...found.map((part) => `${name} contains '${part}', which it does not use`),
  ])
}
