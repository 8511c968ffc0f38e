import type { AnyEndpoint } from '@greenroom/core'
import { isEndpoint } from '@greenroom/core'
import * as texml from '@greenroom/core/texml'
import * as video from '@greenroom/core/video'
import { rooms } from '@greenroom/core/video'
import { hasBody, pathNames, replacePathNames } from '@greenroom/core/wire'
import type * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { createHarness } from './harness.ts'

const endpoints = [...Object.values(video), ...Object.values(texml)]
  .filter((module) => typeof module === 'object')
  .flatMap((module) => Object.values(module).filter(isEndpoint)) as AnyEndpoint[]

/** A value that every schema rejects. */
const wrong = { deep: [{ wrong: true }] }

const rows = endpoints.flatMap((endpoint) => {
  const { entries } = endpoint.input as unknown as { entries: v.ObjectEntries }
  const fields = Object.keys(entries).filter((name) => !pathNames(endpoint.path).includes(name))
  return [...fields, 'no_such_field'].map(
    (field) => [endpoint.method, endpoint.path, field, endpoint] as const,
  )
})

/** Creates an emulator with demo data. */
async function demoAccount() {
  const harness = createHarness({ seed: 'demo' })
  const snapshot = await harness.emulator.snapshot()
  const ids: Record<string, string | undefined> = {
    room_id: snapshot.rooms[0]?.id,
    room_session_id: snapshot.sessions[0]?.id,
    room_participant_id: snapshot.participants[0]?.id,
    room_recording_id: snapshot.recordings[0]?.id,
    room_composition_id: crypto.randomUUID(),
  }
  const fill = (path: string) => replacePathNames(path, (name) => ids[name] ?? 'some')
  const unchanged = async () => {
    const { now: _, ...after } = await harness.emulator.snapshot()
    const { now: __, ...before } = snapshot
    expect(after).toEqual(before)
  }
  return { ...harness, fill, unchanged }
}

describe('invalid input', () => {
  it.each(rows)(
    'rejects %s %s with an invalid %s and changes nothing',
    async (method, path, field, endpoint) => {
      const { send, fill, unchanged } = await demoAccount()
      const url = `/v2${fill(path)}`
      const fields = `${field}[deep][0][wrong]=true`
      const response = !hasBody(endpoint)
        ? await send(method, `${url}?${fields}`)
        : endpoint.encoding === 'form'
          ? await send(method, url, fields, { 'content-type': 'application/x-www-form-urlencoded' })
          : await send(method, url, { [field]: wrong })
      expect(response.status).toBe(422)
      const errors: { code: string; title: string; source: { pointer: string } }[] = response.body.errors ?? [
        response.body,
      ]
      expect(errors.map(({ source }) => source.pointer.split('/')[1])).toContain(field)
      for (const { code, title } of errors) expect([typeof code, typeof title]).toEqual(['string', 'string'])
      await unchanged()
    },
  )

  it.each([
    ['that is not JSON', '{"unique_name":', 400],
    ['that is truncated', '{"unique_name":"x"', 400],
    ['of 11 MiB', JSON.stringify({ unique_name: 'x'.repeat(11 << 20) }), 413],
    ['that is a list', '[]', 400],
  ])('rejects a body %s and changes nothing', async (_, body, status) => {
    const { send, unchanged } = await demoAccount()
    expect(await send('POST', '/v2/rooms', body)).toMatchObject({
      status,
      body: { errors: [{ code: expect.any(String), title: expect.any(String) }] },
    })
    await unchanged()
  })

  it('rejects the refresh token of another room', async () => {
    const harness = createHarness()
    const [one, two] = [await rooms.create(harness.client), await rooms.create(harness.client)]
    const { refresh_token } = await rooms.createJoinToken(harness.client, { room_id: one.id })
    const call = rooms.refreshJoinToken(harness.client, {
      room_id: two.id,
      refresh_token: refresh_token ?? '',
    })
    await expect(call).rejects.toMatchObject({ status: 403 })
  })
})
