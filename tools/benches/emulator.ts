import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { pathNames } from '@greenroom/core/wire'
import autocannon from 'autocannon'
import { reportFolder, root } from '../run.ts'

/** Throughput of a server. */
export interface Throughput {
  readonly name: string
  readonly perSecond: number
  /** CPU time of the server's process per request, in µs; undefined if the platform does not report it. */
  readonly cpuMicroseconds: number | undefined
}

const room_id = '0ccc7b54-4df3-4bca-a65a-3da1ecc777f0'
const connections = 16

/**
 * Measures `GET /rooms/{room_id}` on the emulator, on Prism with the same OpenAPI description, and on a
 * baseline.
 */
export async function measureEmulator(rounds = 3, roundMs = 2_000): Promise<Throughput[]> {
  const description = `${reportFolder()}/video.openapi.json`
  writeFileSync(description, JSON.stringify(openApi()))
  const [ours, prism, constant] = await Promise.all([freePort(), freePort(), freePort()])
  const node = ['--conditions=@greenroom/source', '--no-warnings']
  const room = JSON.stringify({ data: { id: room_id } })
  const servers = [
    spawn(process.execPath, ['packages/emulator/dist/cli.js', '--port', String(ours), '--seed', 'empty'], {
      cwd: root,
    }),
    spawn('prism', ['mock', '-p', String(prism), '-v', 'fatal', description], { cwd: root }),
    spawn(process.execPath, [...node, 'tools/benches/constant-server.ts', String(constant), room], {
      cwd: root,
    }),
  ]
  try {
    const { id } = await waitFor(`http://127.0.0.1:${ours}/v2/rooms`, 'POST')
    await waitFor(`http://127.0.0.1:${prism}/rooms/${room_id}`, 'GET')
    await waitFor(`http://127.0.0.1:${constant}/`, 'GET')
    const [oursPid, prismPid, constantPid] = servers.map((server) => server.pid)
    const all = [
      subject('@greenroom/emulator', `http://127.0.0.1:${ours}/v2/rooms/${id}`, oursPid),
      subject('Prism 5, mock', `http://127.0.0.1:${prism}/rooms/${room_id}`, prismPid),
      subject('a constant response from the same HTTP library', `http://127.0.0.1:${constant}/`, constantPid),
    ]
    // The first round warms up the JIT compilers.
    for (let round = -1; round < rounds; round++) {
      for (const { url, pid, counts, costs } of all) {
        const before = cpuOf(pid)
        const { perSecond, total } = await load(url, roundMs)
        const after = cpuOf(pid)
        if (round < 0) continue
        counts.push(perSecond)
        if (before !== undefined && after !== undefined) costs.push((after - before) / total)
      }
    }
    return all.map(({ name, counts, costs }) => ({
      name,
      perSecond: median(counts) ?? 0,
      cpuMicroseconds: median(costs),
    }))
  } finally {
    for (const server of servers) server.kill()
  }
}

function subject(name: string, url: string, pid: number | undefined) {
  return { name, url, pid, counts: [] as number[], costs: [] as number[] }
}

function median(numbers: readonly number[]): number | undefined {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1]
}

/** Returns the user and system CPU time of a process in µs. Linux reports it in hundredths of a second. */
function cpuOf(pid: number | undefined): number | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return (Number(fields[11]) + Number(fields[12])) * 10_000
  } catch {
    return undefined
  }
}

interface Description {
  readonly operations: readonly { method: string; path: string; responses: Record<string, object | null> }[]
  readonly components: object
}

/** Returns the description that the emulator is tested against, as an OpenAPI document for Prism. */
function openApi(): object {
  const file = `${root}/packages/emulator/test/description/video.json`
  const { operations, components } = JSON.parse(readFileSync(file, 'utf8')) as Description
  const paths: Record<string, Record<string, object>> = {}
  for (const { method, path, responses } of operations) {
    const names = pathNames(path)
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
      if (!response.ok) throw new Error(`${url} responded with ${response.status}`)
      return ((await response.json()) as { data: { id: string } }).data
    } catch (error) {
      if (tries > 100) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

/** Sends requests on several connections, each after the previous response, and returns the throughput. */
async function load(url: string, durationMs: number): Promise<{ perSecond: number; total: number }> {
  const { requests, errors, non2xx } = await autocannon({
    url,
    headers,
    connections,
    duration: durationMs / 1000,
  })
  if (errors + non2xx > 0) throw new Error(`${url} failed ${errors + non2xx} times`)
  return { perSecond: requests.average, total: requests.total }
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
