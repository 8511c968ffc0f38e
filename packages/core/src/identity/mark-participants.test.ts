import { describe, expect, it } from 'vitest'
import { audience, contextSigner, roomId } from '../../test/context-signer.ts'
import { ContextError } from './context-error.ts'
import { markParticipants } from './mark-participants.ts'

const atSecs = 1_000_000
const signer = await contextSigner()
const options = { keys: signer.keySet, audience, roomId, now: () => (atSecs + 86_400) * 1000 }

function person(id: string, context: string | null, joinedSecs = 10, more: { left_at?: string } = {}) {
  return { id, context, joined_at: new Date((atSecs + joinedSecs) * 1000).toISOString(), ...more }
}

async function marksOf(
  people: readonly ReturnType<typeof person>[],
  more: Partial<Parameters<typeof markParticipants>[1]> = {},
): Promise<string[]> {
  const marked = await markParticipants(people, { ...options, ...more })
  expect(marked.map(({ participant }) => participant)).toEqual(people)
  return marked.map(({ participant, mark }) => `${participant.id} ${mark}`)
}

describe('markParticipants', () => {
  it('marks participants as verified, unverified or forged', async () => {
    const forger = await contextSigner()
    const people = [
      person('ann', await signer.sign()),
      person('ben', null),
      person('cem', '{"name":"Cem"}'),
      person('eve', await forger.sign()),
      person('ida', await signer.sign({ room_id: 'another' })),
    ]
    expect(await marksOf(people)).toEqual([
      'ann verified',
      'ben unverified',
      'cem unverified',
      'eve forged',
      'ida forged',
    ])
    const [ann, ben, , eve] = await markParticipants(people, options)
    expect(ann).toMatchObject({ identity: { user: 'ann', claims: { name: 'Ann' } } })
    expect(ben).toMatchObject({ error: { code: 'not_signed' } })
    expect(eve).toMatchObject({ error: { code: 'wrong_signature' } })
  })

  it('verifies a context for the time of joining, not for the present', async () => {
    const context = await signer.sign()
    expect(await marksOf([person('ann', context)])).toEqual(['ann verified'])
    expect(await marksOf([person('eve', context, 80_000)])).toEqual(['eve forged'])
  })

  it('marks all but the first to join with a context as duplicated, in any order', async () => {
    const context = await signer.sign()
    const ann = person('ann', context, 10)
    const eve = person('eve', context, 20)
    const ida = person('ida', context, 30)
    expect(await marksOf([ann, eve, ida])).toEqual(['ann verified', 'eve duplicated', 'ida duplicated'])
    expect(await marksOf([ida, eve, ann])).toEqual(['ida duplicated', 'eve duplicated', 'ann verified'])
    expect(await marksOf([person('eve', context, 10), ann])).toEqual(['eve verified', 'ann duplicated'])
    const unknown = { ...eve, joined_at: null as never }
    expect(await marksOf([unknown, ann], { now: () => atSecs * 1000 })).toEqual([
      'eve duplicated',
      'ann verified',
    ])
  })

  it('does not mark a participant as duplicated if the other one has left', async () => {
    const context = await signer.sign()
    const gone = person('ann', context, 10, { left_at: new Date((atSecs + 15) * 1000).toISOString() })
    expect(await marksOf([gone, person('ann again', context, 20)])).toEqual([
      'ann verified',
      'ann again verified',
    ])
  })

  it('verifies both tabs of a user if each has its own context', async () => {
    const people = [person('tab 1', await signer.sign()), person('tab 2', await signer.sign(), 20)]
    expect(await marksOf(people)).toEqual(['tab 1 verified', 'tab 2 verified'])
  })

  it('finds the signed context in the context of the app with contextIn', async () => {
    const context = JSON.stringify({ mood: 'fine', signed: await signer.sign() })
    const contextIn = (text: string) => JSON.parse(text).signed as string
    expect(await marksOf([person('ann', context)], { contextIn })).toEqual(['ann verified'])
  })

  it.each([
    ['throws', () => JSON.parse('{')],
    ['returns undefined', () => undefined],
    ['returns another type', (context: string) => [context]],
  ])('marks a participant as unverified if contextIn %s', async (_, contextIn) => {
    const people = [person('ann', await signer.sign())]
    expect(await marksOf(people, { contextIn: contextIn as never })).toEqual(['ann unverified'])
  })

  it('marks no participant as forged while the keys are unavailable', async () => {
    const keys = async () => {
      throw new ContextError('keys_unavailable')
    }
    const forger = await contextSigner()
    const people = [person('ann', await signer.sign()), person('eve', await forger.sign())]
    expect(await marksOf(people, { keys })).toEqual(['ann unverified', 'eve unverified'])
  })

  it('rejects with errors that are not about a context', async () => {
    const keys = async () => {
      throw new TypeError('a bug')
    }
    await expect(marksOf([person('ann', await signer.sign())], { keys })).rejects.toThrow(TypeError)
  })
})
