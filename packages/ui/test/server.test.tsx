// @vitest-environment node
import { renderToString } from 'react-dom/server'
import { expect, it } from 'vitest'
import { ConnectionStatus } from '../src/index.ts'

it('renders the status on a server, without browser globals', () => {
  expect('window' in globalThis || 'document' in globalThis).toBe(false)
  expect(renderToString(<ConnectionStatus status="joining" />)).toContain('Joining…')
})
