import { describe, expect, it } from 'vitest'
import { errorOf, testClient } from '../../test/test-client.ts'
import type { InputError } from '../errors.ts'
import * as conferenceParticipants from './conference-participants.ts'

const conference = { account_sid: 'acc', conference_sid: 'c 1' }

describe('conferenceParticipants.create', () => {
  it.each([
    [{ To: '13125550002' }, '/To'],
    [{ From: 'ann' }, '/From'],
    [{ Timeout: 999 }, '/Timeout'],
    [{ MaxParticipants: 801 }, '/MaxParticipants'],
    [{ MachineDetection: 'Disable' }, '/MachineDetection'],
    [{ ConferenceRecord: true }, '/ConferenceRecord'],
    [{ CustomHeaders: [{ name: 'X-A' }] }, '/CustomHeaders/0/value'],
  ])('rejects %j', async (wrong, pointer) => {
    const { client, sent } = testClient()
    const error = await errorOf<InputError>(
      conferenceParticipants.create(client, { ...conference, ...wrong } as never),
    )
    expect(error.problems.map((problem) => problem.pointer)).toContain(pointer)
    expect(sent).toEqual([])
  })
})

describe('conferenceParticipants.update', () => {
  it('rejects Coaching without a call to coach', async () => {
    const { client, sent } = testClient()
    const participant = { ...conference, call_sid_or_participant_label: 'p' }
    const call = conferenceParticipants.update(client, { ...participant, Coaching: true })
    expect(await errorOf(call)).toMatchObject({ name: 'InputError' })
    expect(sent).toEqual([])
  })
})
