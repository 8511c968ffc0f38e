import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { CreateError } from './create-error.ts'
import type { PackageManager } from './package-manager.ts'
import { type PlanOptions, planProject } from './plan.ts'

const manifest = {
  name: 'greenroom-app',
  scripts: { build: 'vite build', deploy: 'npm run build && wrangler deploy' },
  dependencies: { '@greenroom/core': 'workspace:^', react: 'catalog:', jose: '6.2.3' },
  devDependencies: { greenroom: 'workspace:^' },
}

const template = new Map([
  ['package.json', JSON.stringify(manifest)],
  ['_gitignore', 'node_modules/\n'],
  ['_dev.vars', 'GATEWAY_SECRET={{secret}}\nSESSION_SECRET={{secret}}\n'],
  ['wrangler.jsonc', '{ "name": "greenroom-app" }'],
  ['README.md', '# greenroom-app\n\nnpm run dev\n'],
  ['src/_gitignore', ''],
])

const ranges = { '@greenroom/core': '^0.1.0', greenroom: '^0.1.0', react: '19.3.1' }
const tarballs = new Map([
  ['@greenroom/core', '/tarballs/core.tgz'],
  ['@greenroom/live', '/tarballs/live.tgz'],
  ['greenroom', '/tarballs/greenroom.tgz'],
  ['create-greenroom', '/tarballs/create.tgz'],
])
const overrides = {
  '@greenroom/core': 'file:/tarballs/core.tgz',
  '@greenroom/live': 'file:/tarballs/live.tgz',
  greenroom: 'file:/tarballs/greenroom.tgz',
}

function plan(options: Partial<PlanOptions> = {}) {
  let secrets = 0
  const files = planProject(template, {
    name: '@acme/my.app',
    packageManager: 'npm',
    ranges,
    createSecret: () => `secret-${++secrets}`,
    ...options,
  })
  return {
    files,
    text: (path: string) => files.get(path) ?? '',
    json: () => JSON.parse(files.get('package.json') ?? ''),
  }
}

describe('planProject', () => {
  it('names the project, and its Worker as Cloudflare allows', () => {
    const { json, text } = plan()
    expect(json().name).toBe('@acme/my.app')
    expect(text('README.md')).toContain('# @acme/my.app')
    expect(text('wrangler.jsonc')).toBe('{ "name": "my-app" }')
  })

  it('completes the ranges that the template leaves open, and keeps the others', () => {
    expect(plan().json()).toMatchObject({
      dependencies: { '@greenroom/core': '^0.1.0', react: '19.3.1', jose: '6.2.3' },
      devDependencies: { greenroom: '^0.1.0' },
    })
  })

  it('rejects a range that is not known, as in the repository', () => {
    expect(() => plan({ ranges: { ...ranges, '@greenroom/core': 'workspace:^' } })).toThrow(CreateError)
    expect(() => plan({ ranges: {} })).toThrow('The version of @greenroom/core is known only to')
  })

  it('writes a different secret in each place', () => {
    expect(plan().text('.dev.vars')).toBe('GATEWAY_SECRET=secret-1\nSESSION_SECRET=secret-2\n')
  })

  it('restores the names of files that npm does not pack', () => {
    const { files } = plan()
    expect(files.has('.gitignore')).toBe(true)
    expect(files.has('_gitignore')).toBe(false)
    expect(files.has('src/_gitignore')).toBe(true)
  })

  it.each([
    ['npm', 'npm run build && wrangler deploy', []],
    ['pnpm', 'pnpm run build && wrangler deploy', ['pnpm-workspace.yaml']],
    ['yarn', 'yarn run build && wrangler deploy', ['.yarnrc.yml']],
    ['bun', 'bun run build && wrangler deploy', []],
  ] as const)('configures %s', (packageManager, deploy, settings) => {
    const { json, files, text } = plan({ packageManager })
    expect(json().scripts.deploy).toBe(deploy)
    expect(text('README.md')).toContain(`${packageManager} run dev`)
    expect([...files.keys()].filter((path) => /\.ya?ml$/.test(path))).toEqual(settings)
  })

  it('makes a project for Yarn independent of its parent, and ignores what Yarn writes', () => {
    const { text } = plan({ packageManager: 'yarn' })
    expect(text('yarn.lock')).toBe('')
    expect(text('.gitignore')).toMatch(/^\.yarn\/install-state\.gz$/m)
    expect(plan().text('.gitignore')).not.toContain('.yarn')
  })

  it('declines install scripts for npm and pnpm, which report or reject undecided ones', () => {
    const denied = { deno: false, esbuild: false, sharp: false, workerd: false }
    expect(plan().json().allowScripts).toEqual(denied)
    expect(parse(plan({ packageManager: 'pnpm' }).text('pnpm-workspace.yaml'))).toEqual({
      allowBuilds: denied,
    })
  })
})

describe('planProject with tarballs', () => {
  it('depends on them', () => {
    expect(plan({ tarballs }).json()).toMatchObject({
      dependencies: { '@greenroom/core': 'file:/tarballs/core.tgz', react: '19.3.1' },
      devDependencies: { greenroom: 'file:/tarballs/greenroom.tgz' },
    })
  })

  const fieldOf = (packageManager: PackageManager) => {
    const { json, text } = plan({ packageManager, tarballs })
    if (packageManager === 'pnpm') return parse(text('pnpm-workspace.yaml')).overrides
    return packageManager === 'yarn' ? json().resolutions : json().overrides
  }
  it.each(['npm', 'pnpm', 'yarn', 'bun'] as const)(
    'makes %s use them for dependencies of dependencies',
    (manager) => {
      expect(fieldOf(manager)).toEqual(overrides)
    },
  )

  it('rejects an incomplete set', () => {
    const incomplete = new Map([...tarballs].filter(([name]) => name !== 'greenroom'))
    expect(() => plan({ tarballs: incomplete })).toThrow(
      'GREENROOM_PACKAGES contains no tarball of greenroom.',
    )
  })
})
