import type { AnyEndpoint } from '@greenroom/core'
import { isEndpoint } from '@greenroom/core'
import * as texml from '@greenroom/core/texml'
import * as video from '@greenroom/core/video'
import { rooms } from '@greenroom/core/video'
import { hasBody, pathNames, replacePathNames } from '@greenroom/core/wire'
import type * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { harness } from './harness.ts'

const endpoints = [...Object.values(video), ...Object.values(texml)]
  .filter((module) => typeof module === 'object')
  .flatMap((module) => Object.values(module).filter(isEndpoint)) as AnyEndpoint[]

/** A value that no field takes: every schema refuses it by its type or its bounds. */
const wrong = { deep: [{ wrong: true }] }

const rows = endpoints.flatMap((endpoint) => {
  const { entries } = endpoint.input as unknown as { entries: v.ObjectEntries }
  const fields = Object.keys(entries).filter((name) => !pathNames(endpoint.path).includes(name))
  return [...fields, 'no_such_field'].map(
    (field) => [endpoint.method, endpoint.path, field, endpoint] as const,
  )
})

/** Some account with something of everything in it. */
async function account() {
  const h = harness({ seed: 'demo' })
  const snapshot = await h.emulator.snapshot()
  const ids: Record<string, string | undefined> = {
    room_id: snapshot.rooms[0]?.id,
    room_session_id: snapshot.sessions[0]?.id,
    room_participant_id: snapshot.participants[0]?.id,
    room_recording_id: snapshot.recordings[0]?.id,
    room_composition_id: crypto.randomUUID(),
  }
  const fill = (path: string) => replacePathNames(path, (name) => ids[name] ?? 'some')
  const unchanged = async () => {
    const { now: _, ...after } = await h.emulator.snapshot()
    const { now: __, ...before } = snapshot
    expect(after).toEqual(before)
  }
  return { ...h, fill, unchanged }
}

describe('an input that is wrong', () => {
  it.each(rows)(
    'is refused, and changes nothing: %s %s with a wrong %s',
    async (method, path, field, endpoint) => {
      const { send, fill, unchanged } = await account()
      const url = `/v2${fill(path)}`
      const fields = `${field}[deep][0][wrong]=true`
      const answer = !hasBody(endpoint)
        ? await send(method, `${url}?${fields}`)
        : endpoint.encoding === 'form'
          ? await send(method, url, fields, { 'content-type': 'application/x-www-form-urlencoded' })
          : await send(method, url, { [field]: wrong })
      expect(answer.status).toBe(422)
      const errors: { code: string; title: string; source: { pointer: string } }[] = answer.body.errors ?? [
        answer.body,
      ]
      expect(errors.map(({ source }) => source.pointer.split('/')[1])).toContain(field)
      for (const { code, title } of errors) expect([typeof code, typeof title]).toEqual(['string', 'string'])
      await unchanged()
    },
  )

  it.each([
    ['that is no JSON', '{"unique_name":', 400],
    ['that is cut short', '{"unique_name":"x"', 400],
    ['of 11 MiB', JSON.stringify({ unique_name: 'x'.repeat(11 << 20) }), 413],
    ['that is a list', '[]', 400],
  ])('is refused, and changes nothing: a body %s', async (_, body, status) => {
    const { send, unchanged } = await account()
    expect(await send('POST', '/v2/rooms', body)).toMatchObject({
      status,
      body: { errors: [{ code: expect.any(String), title: expect.any(String) }] },
    })
    await unchanged()
  })

  it('is refused: the refresh token of another room', async () => {
    const h = harness()
    const [one, two] = [await rooms.create(h.client), await rooms.create(h.client)]
    const { refresh_token } = await rooms.createJoinToken(h.client, { room_id: one.id })
    const call = rooms.refreshJoinToken(h.client, { room_id: two.id, refresh_token: refresh_token ?? '' })
    await expect(call).rejects.toMatchObject({ status: 403 })
  })
})
