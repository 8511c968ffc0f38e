import { describe, expect, it } from 'vitest'
import { detectPackageManager, translateCommands } from './package-manager.ts'

describe('detectPackageManager', () => {
  it.each([
    ['npm/11.19.1 node/v24.21.0 linux x64 workspaces/false', 'npm'],
    ['pnpm/12.21.0 npm/? node/v24.21.0 linux x64', 'pnpm'],
    ['yarn/1.22.22 npm/? node/v24.21.0 linux x64', 'yarn'],
    ['bun/1.4.5 npm/? node/v24.3.0 linux x64', 'bun'],
    ['constructor/1.0.0', 'npm'],
    ['', 'npm'],
    [undefined, 'npm'],
  ])('reads %j as %s', (userAgent, manager) => {
    expect(detectPackageManager(userAgent)).toBe(manager)
  })
})

describe('translateCommands', () => {
  const text = 'npm install, npm test, npm run deploy, `npx wrangler login`'

  it.each([
    ['npm', text],
    ['pnpm', 'pnpm install, pnpm run test, pnpm run deploy, `pnpm exec wrangler login`'],
    ['yarn', 'yarn install, yarn run test, yarn run deploy, `yarn wrangler login`'],
    ['bun', 'bun install, bun run test, bun run deploy, `bunx wrangler login`'],
  ] as const)('writes the commands of %s', (manager, expected) => {
    expect(translateCommands(text, manager)).toBe(expected)
  })
})
