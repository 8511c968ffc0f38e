import { defineProject, type UserProjectConfigExport } from 'vitest/config'

type TestOptions = NonNullable<
  Exclude<UserProjectConfigExport, Promise<unknown> | ((...args: never[]) => unknown)>['test']
>

/** A package's tests: beside its code, in Node unless it says otherwise, against the workspace's sources. */
export function project(name: string, test: TestOptions = {}): UserProjectConfigExport {
  const conditions = ['@greenroom/source', 'module', 'node', 'import', 'default']
  return defineProject({
    resolve: { conditions },
    ssr: { resolve: { conditions } },
    // A loaded machine takes its time: what is slow is no failure.
    test: { name, include: ['src/**/*.test.{ts,tsx}'], testTimeout: 30_000, ...test },
  })
}
