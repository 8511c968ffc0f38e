import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

/** A program as a user writes it, and what its bundle may weigh: min+gz, with ky and valibot, in kB of 1000 bytes. */
interface Budget {
  readonly name: string
  readonly program: string
  readonly most: number
  /** Texts that show that something came along that was not asked for. */
  readonly without?: readonly string[]
  readonly external?: readonly string[]
  /** A program that has the rest already: what counts is what comes on top of it. */
  readonly beyond?: string
}

/** An app that joins rooms with the vendor's package alone. */
const bareLiveRoom = `import { initialize } from '@telnyx/video'
  import { GreenroomError, isApiError } from '@greenroom/core'
  import { bindJoinToken, createJoinTokenSource } from '@greenroom/core/join-token'
  console.log(initialize, GreenroomError, isApiError, bindJoinToken, createJoinTokenSource)`

const budgets: readonly Budget[] = [
  {
    name: 'rooms.retrieve',
    program: `import { createClient } from '@greenroom/core'
      import * as rooms from '@greenroom/core/video/rooms'
      rooms.retrieve(createClient({ apiKey: 'KEY' }), { room_id: 'r' })`,
    most: 14.6,
    without: ['/texml/', 'room_compositions', 'generate_join_client_token'],
  },
  {
    name: 'createVideo',
    program: `import { createVideo } from '@greenroom/core/video'
      console.log(createVideo({ apiKey: 'KEY' }))`,
    most: 17.7,
    without: ['/texml/'],
  },
  {
    name: 'texml/calls create',
    program: `import { createClient } from '@greenroom/core'
      import * as calls from '@greenroom/core/texml/calls'
      calls.create(createClient({ apiKey: 'KEY' }), { account_sid: 'a', ApplicationSid: 'b', From: '+1', To: '+2' })`,
    most: 15.8,
    without: ['room_compositions', '/rooms'],
  },
  {
    name: 'createTexml',
    program: `import { createTexml } from '@greenroom/core/texml'
      console.log(createTexml({ apiKey: 'KEY' }, { accountSid: 'a' }))`,
    most: 19.6,
    without: ['/rooms'],
  },
  {
    name: 'token source',
    program: `import { createJoinTokenSource } from '@greenroom/core/join-token'
      console.log(createJoinTokenSource)`,
    most: 4.5,
    without: ['/rooms'],
  },
  {
    name: 'react hooks, beyond peers and core',
    program: `export * from '@greenroom/react'`,
    most: 6,
    external: ['react', 'react/jsx-runtime', '@tanstack/react-query', '@greenroom/core', '@greenroom/core/*'],
  },
  {
    name: 'useJoinToken with its source, beyond ky and valibot',
    program: `export { GreenroomProvider, useJoinToken } from '@greenroom/react'`,
    most: 6,
    external: ['react', 'react/jsx-runtime', '@tanstack/react-query', 'ky', 'valibot'],
  },
  {
    name: 'live room, added to an app with the vendor’s package',
    program: `${bareLiveRoom}
      import { createLiveRoom } from '@greenroom/live'
      console.log(createLiveRoom)`,
    beyond: bareLiveRoom,
    most: 5,
  },
  {
    name: 'gateway Worker',
    program: `import { rooms, roomSessions } from '@greenroom/core/video'
      import { createGateway } from '@greenroom/edge'
      export default {
        fetch: createGateway({
          apiKey: 'KEY', secret: 'a secret of thirty-two bytes or more', audience: 'x', basePath: '/telnyx',
          expose: [rooms.retrieve, rooms.createJoinToken, rooms.refreshJoinToken, roomSessions.listByRoom],
          authorize: () => null,
        }),
      }`,
    most: 36,
  },
]

/** A budget with what the bundle weighs now. */
export interface Size extends Budget {
  readonly kB: number
  readonly found: readonly string[]
}

/** Bundles each program from the built packages, as a user would, with esbuild. */
export function measureSizes(root: string): Promise<Size[]> {
  return Promise.all(
    budgets.map(async (budget) => {
      const [text, without] = await Promise.all([
        bundle(root, budget, budget.program),
        budget.beyond === undefined ? '' : bundle(root, budget, budget.beyond),
      ])
      return {
        ...budget,
        kB: (weigh(text) - (without === '' ? 0 : weigh(without))) / 1000,
        found: (budget.without ?? []).filter((part) => text.includes(part)),
      }
    }),
  )
}

function weigh(text: string): number {
  return gzipSync(text, { level: 9 }).length
}

async function bundle(root: string, { external = [] }: Budget, program: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: root, loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    logLevel: 'error',
    external: [...external],
    nodePaths: ['packages/react', 'apps/web', 'apps/worker'].map(
      (member) => `${root}/${member}/node_modules`,
    ),
  })
  return outputFiles[0]?.text ?? ''
}

/** Finds programs over their budget, or with what they should not have. */
export function overBudget(sizes: readonly Size[]): string[] {
  return sizes.flatMap(({ name, kB, most, found }) => [
    ...(kB > most ? [`${name} is ${kB.toFixed(2)} kB, and ${most} is the most`] : []),
    ...found.map((part) => `${name} has '${part}' in it, which it did not ask for`),
  ])
}
