import * as v from 'valibot'
import type { Engine } from '../engine.ts'
import { refusals } from '../http/refusal.ts'
import { type Color, namedColors } from '../live/bots/colors.ts'
import type { Live } from '../live/live.ts'
import type { ParticipantRow } from '../state/rows.ts'
import { leaveRoom } from './participants.ts'

const isColor = (text: string): text is Color => text in namedColors || /^#[0-9a-f]{6}$/i.test(text)

/** What a bot is asked to be like. */
export type BotInput = v.InferOutput<typeof BotInput>
export const BotInput = v.strictObject({
  name: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100)), 'Bot'),
  /** What it says of itself to all. Default: its name as JSON. */
  context: v.optional(v.pipe(v.string(), v.maxLength(10_000))),
  /** Whether it shows a picture, or in which colour: a name, or `#rrggbb`. Default: one that goes with its name. */
  picture: v.optional(
    v.union([v.boolean(), v.custom<Color>((text) => typeof text === 'string' && isColor(text))]),
    true,
  ),
  /** Whether it is heard, or at which pitch, in hertz. Default: it is silent. */
  tone: v.optional(v.union([v.boolean(), v.pipe(v.number(), v.minValue(20), v.maxValue(20_000))]), false),
  /** Whether it has come by telephone: it speaks and has no stream. */
  telephone: v.optional(v.boolean(), false),
})

/**
 * Puts a bot into a room.
 *
 * @throws {Refusal} 404 for an unknown room; 422 when it is full.
 */
export function addBot({ state }: Engine, live: Live, roomId: string, input: BotInput): ParticipantRow {
  const room = state.rooms.get(roomId)
  if (!room) throw refusals.notFound('There is no such room')
  const { context = JSON.stringify({ name: input.name }) } = input
  const participant = live.addBot(room, { ...input, context })
  if (!participant) throw refusals.unprocessable(`The room is full: ${room.max_participants} are in it`)
  return participant
}

/**
 * Takes one bot out of a room, or all.
 *
 * @throws {Refusal} 404 for an unknown room or bot.
 */
export function removeBots(engine: Engine, live: Live, roomId: string, id?: string): void {
  if (!engine.state.rooms.get(roomId)) throw refusals.notFound('There is no such room')
  const bots = live.bots(roomId)
  if (id !== undefined && !bots.includes(id)) throw refusals.notFound('There is no such bot')
  for (const bot of id === undefined ? bots : [id]) leaveRoom(engine, bot)
}
