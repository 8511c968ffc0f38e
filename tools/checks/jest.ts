import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const packages = [
  'jest@30.5.2',
  'jest-environment-jsdom@30.5.2',
  'jest-fixed-jsdom@0.0.11',
  '@babel/plugin-transform-modules-commonjs@7',
  'react@19.3.1',
  'react-dom@19.3.1',
]

const test = `
import { createClient } from '@greenroom/core'
import { GreenroomProvider, useJoinToken, useRoom } from '@greenroom/react'
import { useLiveRoom } from '@greenroom/react/live'
import { query } from '@greenroom/react/query'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, createElement } from 'react'
import { createRoot } from 'react-dom/client'

globalThis.IS_REACT_ACT_ENVIRONMENT = true
const json = (data) => Response.json({ data })
const client = createClient({
  baseUrl: 'http://gateway/telnyx',
  fetch: async (request) =>
    new URL(request.url ?? request).pathname.endsWith('/rooms/r')
      ? json({ id: 'r', unique_name: 'standup', record_type: 'room' })
      : new Promise(() => undefined),
})

function Page() {
  return createElement('p', null, useRoom('r').data?.unique_name, ' ', useJoinToken('r').status)
}

test('hooks render in jsdom', async () => {
  expect([typeof query, typeof useLiveRoom]).toEqual(['function', 'function'])
  const container = document.createElement('div')
  const root = createRoot(container)
  const page = createElement(GreenroomProvider, { client, scope: 'ann' }, createElement(Page))
  await act(() => root.render(createElement(QueryClientProvider, { client: new QueryClient() }, page)))
  for (let tries = 0; tries < 100 && container.textContent !== 'standup pending'; tries++) {
    await act(() => new Promise((resolve) => setTimeout(resolve, 20)))
  }
  expect(container.textContent).toBe('standup pending')
  await act(() => root.unmount())
})
`

/**
 * Runs a test of the React hooks with Jest and jsdom, in a project that has the packed packages, with the
 * settings that the README of the React package states.
 */
export function checkJest(project: string, root: string): string[] {
  const readme = readFileSync(join(root, 'packages/react/README.md'), 'utf8')
  const settings = /### Jest\n.*?```json\n(.*?)```/s.exec(readme)?.[1]
  if (settings === undefined) return ['the README of @greenroom/react has no settings for Jest']
  const folder = join(project, 'jest')
  mkdirSync(folder)
  writeFileSync(join(folder, 'jest.config.json'), settings)
  writeFileSync(
    join(folder, 'babel.config.json'),
    JSON.stringify({ plugins: ['@babel/plugin-transform-modules-commonjs'] }),
  )
  writeFileSync(join(folder, 'hooks.test.js'), test)
  const args = ['install', '--no-save', '--no-fund', '--no-audit', '--loglevel=error', ...packages]
  const npm = spawnSync('npm', args, { cwd: project, encoding: 'utf8' })
  if (npm.status !== 0) return [`Jest cannot be installed beside the packages:\n${npm.stderr}`]
  const jest = spawnSync(join(project, 'node_modules/.bin/jest'), ['--ci', '--forceExit'], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 120_000,
  })
  return jest.status === 0 ? [] : [`Jest fails with the README's settings:\n${jest.stderr}`]
}
