import { createClient } from '@greenroom/core'
import * as rooms from '@greenroom/core/video/rooms'
import ky from 'ky'
import Telnyx from 'telnyx'

/** A client to measure. */
interface Contestant {
  readonly name: string
  readonly call: () => Promise<unknown>
}

const room = JSON.stringify({
  data: {
    id: '0ccc7b54-4df3-4bca-a65a-3da1ecc777f0',
    record_type: 'room',
    unique_name: 'My room',
    max_participants: 10,
    enable_recording: true,
    active_session_id: '0ccc7b54-4df3-4bca-a65a-3da1ecc777f1',
    webhook_event_url: 'https://example.com',
    webhook_event_failover_url: '',
    webhook_timeout_secs: 25,
    created_at: '2021-04-13T22:25:27.521992Z',
    updated_at: '2021-04-13T22:25:27.521992Z',
  },
})
const url = 'http://127.0.0.1/v2/rooms/0ccc7b54'

/** Responds in this process, so that only the client is measured. */
const respond = async () =>
  new Response(room, {
    headers: {
      'content-type': 'application/json',
      'content-length': String(room.length),
      'x-request-id': 'r',
    },
  })

const headers = { authorization: 'Bearer KEY_bench', accept: 'application/json' }

function contestants(): Contestant[] {
  const ours = createClient({ apiKey: 'KEY_bench', baseUrl: 'http://127.0.0.1/v2', fetch: respond })
  const unvalidated = createClient({
    apiKey: 'KEY_bench',
    baseUrl: 'http://127.0.0.1/v2',
    fetch: respond,
    validate: 'off',
  })
  const vendor = new Telnyx({ apiKey: 'KEY_bench', baseURL: 'http://127.0.0.1/v2', fetch: respond })
  return [
    {
      name: 'bare fetch, AbortSignal.timeout',
      call: async () => {
        const request = new Request(url, {
          headers,
          signal: AbortSignal.timeout(20_000),
        })
        void request
        return (await respond()).json()
      },
    },
    {
      name: 'ky, without options',
      call: () =>
        ky(url, { headers, retry: 0, timeout: false, throwHttpErrors: false, fetch: respond }).json(),
    },
    {
      name: '@greenroom/core, without validation',
      call: () => rooms.retrieve(unvalidated, { room_id: '0ccc7b54' }),
    },
    { name: '@greenroom/core, with validation', call: () => rooms.retrieve(ours, { room_id: '0ccc7b54' }) },
    { name: 'telnyx 7, which does not validate', call: () => vendor.rooms.retrieve('0ccc7b54', {}) },
  ]
}

/** CPU time of a client in microseconds per call: the median of all rounds. */
export interface CpuResult {
  readonly name: string
  readonly microseconds: number
}

/** Measures the CPU time per call. The clients take turns, so that other load affects them equally. */
export async function measureCpu(rounds = 25, calls = 2_000): Promise<CpuResult[]> {
  const all = contestants().map((contestant) => ({ ...contestant, samples: [] as number[] }))
  for (let round = -3; round < rounds; round++) {
    for (const { call, samples } of all) {
      const before = process.cpuUsage()
      for (let count = 0; count < calls; count++) await call()
      const { user, system } = process.cpuUsage(before)
      // The first rounds warm up the JIT compiler.
      if (round >= 0) samples.push((user + system) / calls)
    }
  }
  return all.map(({ name, samples }) => ({ name, microseconds: median(samples) }))
}

function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
