/** A small app in `projects/`, which looks like a user's project with one framework. */
export interface Project {
  /** The name of its folder. */
  readonly name: string
  /** Name of the framework, for the table. */
  readonly title: string
  /** Packages with the versions to show. */
  readonly shows: readonly string[]
  /** Folder that gets the files of `projects/shared`, the gateway and the page. Default: none. */
  readonly shared?: string
  /** What the trial shows, for the table. */
  readonly tried: string
  /** How the built project is tried. */
  readonly trial: Trial
  /** Whether it takes a few seconds only, and is part of `npm run check`. Default: false. */
  readonly isFast?: boolean
}

/** How a built project is tried. */
export type Trial = ServerTrial | TestTrial | ReactNativeTrial

/** `npm start` serves a gateway, and pages. */
export interface ServerTrial {
  readonly kind: 'server'
  /** Pages to open in Chromium. Default: none. */
  readonly pages?: readonly PageTrial[]
  /** Path of a file that gets the variables of the environment, as wrangler reads them. */
  readonly variablesFile?: string
}

/** A page to open in Chromium. */
export interface PageTrial {
  readonly path: string
  /** Whether the HTML of the server contains the rooms, no rooms yet, or a call's lobby appears. */
  readonly shows: 'rooms from the server' | 'rooms' | 'a call'
}

/** `npm test` runs tests. */
export interface TestTrial {
  readonly kind: 'tests'
}

/** `npm run build` writes a bundle, which runs in a realm like that of React Native. */
export interface ReactNativeTrial {
  readonly kind: 'react-native'
  /** Path of the bundle. */
  readonly bundle: string
}

/** The projects, in the order of the table. */
export const projects: readonly Project[] = [
  {
    name: 'vite-worker',
    title: 'Vite and a Worker',
    shows: ['vite', 'wrangler', 'react'],
    shared: 'src/greenroom',
    tried: 'gateway, token, stream of updates; in Chromium: the rooms, the lobby of `<Call>`',
    trial: {
      kind: 'server',
      variablesFile: '.dev.vars',
      pages: [
        { path: '/', shows: 'rooms' },
        { path: '/?call', shows: 'a call' },
      ],
    },
  },
  {
    name: 'cloudflare-vite',
    title: '`@cloudflare/vite-plugin`',
    shows: ['@cloudflare/vite-plugin', 'vite', 'react'],
    shared: 'src/greenroom',
    tried: 'gateway, token, stream of updates; in Chromium: the rooms',
    trial: { kind: 'server', variablesFile: '.dev.vars', pages: [{ path: '/', shows: 'rooms' }] },
  },
  {
    name: 'next',
    title: 'Next, app router',
    shows: ['next', 'react'],
    shared: 'greenroom',
    tried:
      "gateway with `runtime = 'edge'`, token, stream of updates; in Chromium: rooms rendered on the server and hydrated, a static page, the lobby of `<Call>`",
    trial: {
      kind: 'server',
      pages: [
        { path: '/', shows: 'rooms from the server' },
        { path: '/static', shows: 'rooms' },
        { path: '/call', shows: 'a call' },
      ],
    },
  },
  {
    name: 'react-router',
    title: 'React Router, framework mode',
    shows: ['react-router', 'vite', 'react'],
    shared: 'app/greenroom',
    tried: 'gateway, token, stream of updates; in Chromium: rooms rendered on the server and hydrated',
    trial: { kind: 'server', pages: [{ path: '/', shows: 'rooms from the server' }] },
  },
  {
    name: 'tanstack-start',
    title: 'TanStack Start',
    shows: ['@tanstack/react-start', 'vite', 'react'],
    shared: 'src/greenroom',
    tried: 'gateway, token, stream of updates; in Chromium: rooms rendered on the server and hydrated',
    trial: { kind: 'server', pages: [{ path: '/', shows: 'rooms from the server' }] },
  },
  {
    name: 'hono',
    title: 'Hono on Node',
    shows: ['hono', '@hono/node-server'],
    shared: 'greenroom',
    tried: 'gateway, token, stream of updates',
    trial: { kind: 'server' },
    isFast: true,
  },
  {
    name: 'express',
    title: 'Express on Node',
    shows: ['express', '@hono/node-server'],
    shared: 'greenroom',
    tried: 'gateway, token, stream of updates',
    trial: { kind: 'server' },
    isFast: true,
  },
  {
    name: 'deno',
    title: 'Deno',
    shows: ['deno'],
    shared: 'greenroom',
    tried: 'gateway, token, stream of updates',
    trial: { kind: 'server' },
    isFast: true,
  },
  {
    name: 'bun',
    title: 'Bun',
    shows: ['bun'],
    shared: 'greenroom',
    tried: 'gateway, token, stream of updates',
    trial: { kind: 'server' },
    isFast: true,
  },
  {
    name: 'react-native',
    title: 'React Native, bundled by Metro',
    shows: ['metro', '@react-native/babel-preset', 'react'],
    tried:
      'the bundle of core, react and live in a realm with what React Native has: rooms, a token, the reason without WebRTC; compiled by Hermes',
    trial: { kind: 'react-native', bundle: 'dist/index.bundle.js' },
  },
  {
    name: 'vitest',
    title: 'vitest',
    shows: ['vitest', 'happy-dom', 'react'],
    shared: 'src/greenroom',
    tried: 'tests of the gateway and of a page, with the emulator',
    trial: { kind: 'tests' },
  },
  {
    name: 'jest',
    title: 'Jest with jsdom',
    shows: ['jest', 'jest-fixed-jsdom', 'react'],
    tried: 'a test of hooks in jsdom',
    trial: { kind: 'tests' },
    isFast: true,
  },
]
