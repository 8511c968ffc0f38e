import { defineProject, type UserProjectConfigExport } from 'vitest/config'

type TestOptions = NonNullable<
  Exclude<UserProjectConfigExport, Promise<unknown> | ((...args: never[]) => unknown)>['test']
>

/**
 * Returns the vitest project of a package, which tests the workspace's sources. Default environment: Node.
 */
export function project(name: string, test: TestOptions = {}): UserProjectConfigExport {
  const conditions = ['@greenroom/source', 'module', 'node', 'import', 'default']
  return defineProject({
    resolve: { conditions },
    ssr: { resolve: { conditions } },
    // A slow test on a loaded machine must not fail.
    test: { name, include: ['src/**/*.test.{ts,tsx}'], testTimeout: 30_000, ...test },
  })
}
