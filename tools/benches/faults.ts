import { getEventListeners } from 'node:events'
import { inspect } from 'node:util'
import { createClient } from '@greenroom/core'
import * as rooms from '@greenroom/core/video/rooms'
import { type Fault, type FaultServer, faults, startFaultServer } from '@greenroom/testing/fault-server'
import Telnyx from 'telnyx'

/** A client that calls the fault server. */
interface Contestant {
  readonly name: string
  readonly retrieve: (id: string, signal?: AbortSignal) => Promise<unknown>
  readonly create: () => Promise<unknown>
  /** The client itself, to inspect its output. */
  readonly self: unknown
}

type MakeContestant = (url: string) => Contestant

const ours: MakeContestant = (url) => {
  const client = createClient({ apiKey: 'KEY_secret', baseUrl: `${url}/v2`, attemptTimeoutMs: 300 })
  return {
    name: '@greenroom/core',
    retrieve: (room_id, signal) => rooms.retrieve(client, { room_id }, { signal }),
    create: () => rooms.create(client, { unique_name: 'x' }),
    self: client,
  }
}

const vendor: MakeContestant = (url) => {
  const client = new Telnyx({ apiKey: 'KEY_secret', baseURL: `${url}/v2`, timeout: 300, logLevel: 'off' })
  return {
    name: 'telnyx',
    retrieve: (id, signal) => client.rooms.retrieve(id, {}, { signal: signal ?? null }),
    create: () => client.rooms.create({ unique_name: 'x' }),
    self: client,
  }
}

const waitMs = 4_000

/** Returns a description of how a call settled, or that it is still pending. */
async function outcomeOf(call: Promise<unknown>): Promise<string> {
  const pending = new Promise<string>((resolve) => {
    setTimeout(resolve, waitMs, `pending after ${waitMs / 1000} s`).unref()
  })
  const settled = call.then(
    (value) => `resolved to ${typeof value === 'string' ? 'a string' : JSON.stringify(value)}`,
    (error: Error) => error.constructor.name,
  )
  return Promise.race([settled, pending])
}

interface Trial {
  readonly title: string
  readonly fault: Fault
  readonly observe: (contestant: Contestant, server: FaultServer) => Promise<string>
}

const sent = ({ requests }: FaultServer) =>
  `${requests.length} ${requests.length === 1 ? 'request' : 'requests'}`
const html = '<html>Bad gateway</html>'

function trials(other: FaultServer): Trial[] {
  const create: Trial['observe'] = async (contestant, server) =>
    `${await outcomeOf(contestant.create())}, ${sent(server)}`
  const retrieve: Trial['observe'] = async (contestant, server) =>
    `${await outcomeOf(contestant.retrieve('r1'))}, ${sent(server)}`
  return [
    { title: 'POST, 503 without Retry-After', fault: faults.status(503), observe: create },
    { title: 'POST, connection closed', fault: faults.hangUp, observe: create },
    { title: 'GET, body stalls', fault: faults.stall, observe: retrieve },
    {
      title: 'GET, `Retry-After: 86400`',
      fault: faults.status(429, { 'retry-after': '86400' }),
      observe: retrieve,
    },
    {
      title: 'GET, 200 with HTML',
      fault: (response) => response.writeHead(200, { 'content-type': 'text/html' }).end(html),
      observe: retrieve,
    },
    { title: 'GET, truncated JSON', fault: faults.status(200, {}, '{"data":{"id"'), observe: retrieve },
    {
      title: 'GET, redirect to another host',
      fault: faults.status(307, { location: `${other.url}/v2/rooms/r1` }),
      observe: async (contestant) => {
        const before = other.keys.length
        const outcome = await outcomeOf(contestant.retrieve('r1'))
        const keys = other.keys.slice(before)
        const seen =
          keys.length === 0 ? 'not followed' : `followed, key ${keys.some(Boolean) ? 'sent' : 'not sent'}`
        return `${outcome}, ${seen}`
      },
    },
    {
      title: 'GET, empty id',
      fault: faults.ok,
      observe: async (contestant, server) => {
        const outcome = await outcomeOf(contestant.retrieve(''))
        return `${outcome}, ${server.requests.join() || 'nothing sent'}`
      },
    },
    {
      title: '25 calls with one signal',
      fault: faults.ok,
      observe: async (contestant) => {
        const { signal } = new AbortController()
        for (let call = 0; call < 25; call++) await contestant.retrieve('r1', signal)
        return `${getEventListeners(signal, 'abort').length} listeners left`
      },
    },
    {
      title: '`console.log(client)`',
      fault: faults.ok,
      observe: async ({ self }) =>
        inspect(self, { depth: 3 }).includes('KEY_secret') ? 'key visible' : 'key hidden',
    },
  ]
}

/** Runs each trial with both clients, each with a separate server. Returns a Markdown table. */
export async function compareFaults(): Promise<string> {
  process.removeAllListeners('warning')
  const other = await startFaultServer(faults.ok)
  const rows: string[] = []
  for (const { title, fault, observe } of trials(other)) {
    const cells = await Promise.all(
      [ours, vendor].map(async (make) => {
        const server = await startFaultServer(fault)
        const seen = await observe(make(server.url), server)
        await server.close()
        return seen
      }),
    )
    rows.push(`| ${title} | ${cells.join(' | ')} |`)
  }
  await other.close()
  return ['| fault | @greenroom/core | telnyx 7.24 |', '| --- | --- | --- |', ...rows].join('\n')
}
