import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import autocannon from 'autocannon'
import { root } from '../run.ts'

/** Requests a second that something answers. */
export interface Throughput {
  readonly name: string
  readonly perSecond: number
}

const room_id = '0ccc7b54-4df3-4bca-a65a-3da1ecc777f0'
const connections = 16

/** Measures `GET /rooms/{room_id}` on the emulator, with its state, and on Prism's mock of the same description. */
export async function measureEmulator(rounds = 3, roundMs = 2_000): Promise<Throughput[]> {
  const description = `${root}/.report/video.openapi.json`
  writeFileSync(description, JSON.stringify(openApi()))
  const [ours, prism] = await Promise.all([freePort(), freePort()])
  const servers = [
    spawn(process.execPath, ['packages/emulator/dist/cli.js', '--port', String(ours), '--seed', 'empty'], {
      cwd: root,
    }),
    spawn('prism', ['mock', '-p', String(prism), '-v', 'fatal', description], { cwd: root }),
  ]
  try {
    const { id } = await waitFor(`http://127.0.0.1:${ours}/v2/rooms`, 'POST')
    await waitFor(`http://127.0.0.1:${prism}/rooms/${room_id}`, 'GET')
    const all = [
      { name: '@greenroom/emulator', url: `http://127.0.0.1:${ours}/v2/rooms/${id}`, counts: [] as number[] },
      { name: 'Prism 5, mock', url: `http://127.0.0.1:${prism}/rooms/${room_id}`, counts: [] as number[] },
    ]
    // The first round is for the compilers.
    for (let round = -1; round < rounds; round++) {
      for (const { url, counts } of all) {
        const perSecond = await load(url, roundMs)
        if (round >= 0) counts.push(perSecond)
      }
    }
    return all.map(({ name, counts }) => ({
      name,
      perSecond: [...counts].sort((a, b) => a - b)[rounds >> 1] ?? 0,
    }))
  } finally {
    for (const server of servers) server.kill()
  }
}

interface Described {
  readonly operations: readonly { method: string; path: string; responses: Record<string, object | null> }[]
  readonly components: object
}

/** The description that the emulator's answers are tested against, as a document that Prism reads. */
function openApi(): object {
  const file = `${root}/packages/emulator/test/description/video.json`
  const { operations, components } = JSON.parse(readFileSync(file, 'utf8')) as Described
  const paths: Record<string, Record<string, object>> = {}
  for (const { method, path, responses } of operations) {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    const operation = {
      parameters: names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
      responses: Object.fromEntries(
        Object.entries(responses).map(([status, schema]) => [
          status,
          { description: '', ...(schema && { content: { 'application/json': { schema } } }) },
        ]),
      ),
    }
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation }
  }
  return { openapi: '3.0.3', info: { title: 'video', version: '1' }, paths, components }
}

const headers = { authorization: 'Bearer KEY_bench', 'content-type': 'application/json' }

async function waitFor(url: string, method: string): Promise<{ readonly id: string }> {
  for (let tries = 0; ; tries++) {
    try {
      const response = await fetch(url, { method, headers, ...(method === 'POST' ? { body: '{}' } : {}) })
      if (!response.ok) throw new Error(`${url} answered ${response.status}`)
      return ((await response.json()) as { data: { id: string } }).data
    } catch (error) {
      if (tries > 100) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

/** Asks on several connections, each as soon as it is answered, and counts. */
async function load(url: string, forMs: number): Promise<number> {
  const { requests, errors, non2xx } = await autocannon({ url, headers, connections, duration: forMs / 1000 })
  if (errors + non2xx > 0) throw new Error(`${url} failed ${errors + non2xx} times`)
  return requests.average
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
