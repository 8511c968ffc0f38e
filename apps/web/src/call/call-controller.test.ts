import { ApiError } from '@greenroom/core'
import { describe, expect, it } from 'vitest'
import { createCallController, type HeldToken } from './call-controller.ts'
import type { Call } from './emulated-call.ts'

const rejection = new ApiError({ route: 'POST /join', outcome: 'rejected', status: 401 })
const isFull = new ApiError({ route: 'POST /join', outcome: 'rejected', status: 422 })

/** A room that lets in whoever has a token it takes, when it is told to. */
function setUp(refused: ReadonlyMap<string, Error> = new Map()) {
  const present: string[] = []
  const renewed: string[] = []
  const rejected: string[] = []
  const doors: (() => void)[] = []
  const join = async ({ token }: HeldToken): Promise<Call> => {
    await new Promise<void>((open) => doors.push(open))
    const refusal = refused.get(token)
    if (refusal) throw refusal
    present.push(token)
    return {
      participantId: `p_${token}`,
      renew: async (next) => {
        renewed.push(next)
      },
      leave: async () => {
        present.splice(present.indexOf(token), 1)
      },
    }
  }
  const controller = createCallController({ join, now: () => 1_000 })
  const offer = (token: string) =>
    controller.offer({ token, expiresAt: 61_000, context: undefined, reject: () => rejected.push(token) })
  const open = async () => {
    doors.shift()?.()
    await new Promise((resolve) => setTimeout(resolve))
  }
  const verdicts = () => controller.getSnapshot().events.map(({ verdict }) => verdict)
  return { controller, offer, open, present, renewed, rejected, verdicts }
}

describe('createCallController', () => {
  it('joins with the first token and hands the later ones to the call', async () => {
    const { controller, offer, open, present, renewed, verdicts } = setUp()
    offer('a')
    expect(controller.getSnapshot()).toMatchObject({
      step: 'joining',
      events: [{ kind: 'minted', at: 1_000 }],
    })
    await open()
    expect(controller.getSnapshot()).toMatchObject({ step: 'in', participantId: 'p_a' })
    offer('a')
    offer('b')
    await open()
    expect(present).toEqual(['a'])
    expect(renewed).toEqual(['b'])
    expect(verdicts()).toEqual(['accepted', 'accepted'])
  })

  it('hands on a token that came while it joined, rather than join twice', async () => {
    const { offer, open, present, renewed } = setUp()
    offer('a')
    offer('b')
    await open()
    expect(present).toEqual(['a'])
    expect(renewed).toEqual(['b'])
  })

  it('leaves no one in the room who left while it joined', async () => {
    const { controller, offer, open, present } = setUp()
    offer('a')
    await controller.leave()
    await open()
    expect(present).toEqual([])
    expect(controller.getSnapshot()).toMatchObject({ step: 'out', error: undefined })
  })

  it('asks for another token when the room does not take the first, and gives up at the second', async () => {
    const { controller, offer, open, rejected, verdicts } = setUp(
      new Map([
        ['a', rejection],
        ['b', rejection],
      ]),
    )
    offer('a')
    await open()
    expect(rejected).toEqual(['a'])
    expect(controller.getSnapshot().step).toBe('joining')
    offer('b')
    await open()
    expect(rejected).toEqual(['a'])
    expect(controller.getSnapshot()).toMatchObject({ step: 'out', error: rejection })
    expect(verdicts()).toEqual(['refused', 'refused'])
  })

  it('tries the token that came meanwhile when the first is not taken', async () => {
    const { controller, offer, open, rejected } = setUp(new Map([['a', rejection]]))
    offer('a')
    offer('b')
    await open()
    await open()
    expect(controller.getSnapshot()).toMatchObject({ step: 'in', participantId: 'p_b' })
    expect(rejected).toEqual([])
  })

  it('is over with the reason when the room is full', async () => {
    const { controller, offer, open } = setUp(new Map([['a', isFull]]))
    offer('a')
    await open()
    expect(controller.getSnapshot()).toMatchObject({ step: 'out', error: isFull })
  })

  it('keeps the reason of an end that nobody wished for', async () => {
    const { controller, offer, open, present } = setUp()
    offer('a')
    await open()
    await controller.leave(isFull)
    expect(present).toEqual([])
    expect(controller.getSnapshot()).toMatchObject({ step: 'out', error: isFull, wasRemoved: false })
  })

  it('takes no token once it is over', async () => {
    const { controller, offer, open, present } = setUp()
    offer('a')
    await open()
    controller.noteRemoved()
    offer('b')
    await open()
    expect(controller.getSnapshot()).toMatchObject({ step: 'out', wasRemoved: true })
    expect(controller.getSnapshot().events).toHaveLength(1)
    expect(present).toEqual(['a'])
  })

  it('holds no token in what it shows', async () => {
    const { controller, offer, open } = setUp()
    offer('eyJhbGciOiJFZERTQSJ9')
    await open()
    const { participantId: _, ...shown } = controller.getSnapshot()
    expect(JSON.stringify(shown)).not.toContain('eyJhbGciOiJFZERTQSJ9')
  })
})
