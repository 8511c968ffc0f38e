import * as v from 'valibot'
import type { Engine } from '../engine.ts'
import { refusals } from '../http/refusal.ts'
import { type Color, namedColors } from '../live/bots/colors.ts'
import type { Live } from '../live/live.ts'
import type { ParticipantRow } from '../state/rows.ts'
import { leaveRoom } from './participants.ts'

const isColor = (text: string): text is Color =>
  Object.hasOwn(namedColors, text) || /^#[0-9a-f]{6}$/i.test(text)

const AnyColor = {
  ...v.custom<Color>((text) => typeof text === 'string' && isColor(text)),
  expects: 'a color such as teal or #12805c',
}

/** Settings of a bot. */
export type BotInput = v.InferOutput<typeof BotInput>
export const BotInput = v.strictObject({
  name: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100)), 'Bot'),
  /** Its context, which all participants see. Default: its name as JSON. */
  context: v.optional(v.pipe(v.string(), v.maxLength(10_000))),
  /**
   * Whether it publishes video, or the video's color: a name or `#rrggbb`. Default: a color derived from its
   * name.
   */
  picture: v.optional(v.union([v.boolean(), AnyColor]), true),
  /** Whether it publishes a tone, or the tone's frequency in hertz. Default: false, it is silent. */
  tone: v.optional(v.union([v.boolean(), v.pipe(v.number(), v.minValue(20), v.maxValue(20_000))]), false),
  /** Whether it joins as a telephone participant, who speaks but has no stream. Default: false. */
  telephone: v.optional(v.boolean(), false),
})

/**
 * Adds a bot to a room and returns its participant.
 *
 * @throws {Refusal} 404 for an unknown room; 422 when it is full.
 */
export function addBot({ state }: Engine, live: Live, roomId: string, input: BotInput): ParticipantRow {
  const room = state.rooms.get(roomId)
  if (!room) throw refusals.notFound('Unknown room')
  const { context = JSON.stringify({ name: input.name }) } = input
  const participant = live.addBot(room, { ...input, context })
  if (!participant) throw refusals.unprocessable(`The room is full (${room.max_participants} participants)`)
  return participant
}

/**
 * Removes one bot from a room, or all bots if no id is given.
 *
 * @throws {Refusal} 404 for an unknown room or bot.
 */
export function removeBots(engine: Engine, live: Live, roomId: string, id?: string): void {
  if (!engine.state.rooms.get(roomId)) throw refusals.notFound('Unknown room')
  const bots = live.bots(roomId)
  if (id !== undefined && !bots.includes(id)) throw refusals.notFound('Unknown bot')
  for (const bot of id === undefined ? bots : [id]) leaveRoom(engine, bot)
}
