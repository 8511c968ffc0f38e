import { list as listParticipants } from '@greenroom/core/video/room-participants'
import * as rooms from '@greenroom/core/video/rooms'
import { findRoom } from '../../api/find-room.ts'
import { addBot, leave, removeBots } from '../../control/endpoints.ts'
import { z } from '../sdk.ts'
import { type McpContext, tool } from '../tool.ts'

const room = z.string().min(1).describe('Id or unique name of the room')

async function roomId({ client }: McpContext, name: string): Promise<string> {
  return (await findRoom(client, name)).id
}

/** The tools for video rooms. */
export const roomTools = [
  tool({
    name: 'list_rooms',
    description: 'Returns the video rooms, newest first.',
    input: { limit: z.int().min(1).max(100).default(20).describe('Maximum number of rooms') },
    isReadOnly: true,
    run: async ({ client }, { limit }) => (await rooms.list(client, { page: { size: limit } })).data,
  }),
  tool({
    name: 'create_room',
    description: 'Creates a video room and returns it.',
    input: {
      name: z.string().min(1).optional().describe('Unique name'),
      max_participants: z.int().min(2).max(50).optional().describe('Default: 10'),
      enable_recording: z.boolean().optional().describe('Whether participants are recorded. Default: false'),
      webhook_url: z.url().optional().describe('URL of the app that receives events of the room'),
    },
    run: ({ client }, { name, max_participants, enable_recording, webhook_url }) =>
      rooms.create(client, {
        unique_name: name,
        max_participants,
        enable_recording,
        webhook_event_url: webhook_url,
      }),
  }),
  tool({
    name: 'delete_room',
    description: 'Deletes a video room. Its participants are removed.',
    input: { room },
    run: async (context, input) => {
      const room_id = await roomId(context, input.room)
      await rooms.delete(context.client, { room_id })
      return { deleted: room_id }
    },
  }),
  tool({
    name: 'create_join_token',
    description: 'Creates the token with which a client joins a room.',
    input: {
      room,
      ttl_seconds: z.int().min(10).max(3600).optional().describe('Lifetime. Default: 600'),
    },
    run: async (context, { room: name, ttl_seconds }) =>
      rooms.createJoinToken(context.client, {
        room_id: await roomId(context, name),
        token_ttl_secs: ttl_seconds,
      }),
  }),
  tool({
    name: 'join_bot',
    description:
      'Lets a bot join a room, with video and optionally a tone. The first participant starts a session. Returns the participant.',
    input: {
      room,
      name: z.string().min(1).max(100).optional().describe('Default: Bot'),
      picture: z
        .union([z.boolean(), z.string()])
        .optional()
        .describe('Color of its video (#rrggbb, teal, …), or false for no video'),
      tone: z
        .union([z.boolean(), z.number().min(20).max(20_000)])
        .optional()
        .describe('Frequency of its tone in hertz, or true. Default: silent'),
      telephone: z.boolean().optional().describe('Joins by telephone, without a stream. Default: false'),
    },
    run: async (context, { room: name, ...bot }) =>
      addBot(context.control, { room_id: await roomId(context, name), ...definedOf(bot) }),
  }),
  tool({
    name: 'remove_bots',
    description: 'Removes all bots from a room. The last participant who leaves ends the session.',
    input: { room },
    run: async (context, input) => {
      const room_id = await roomId(context, input.room)
      await removeBots(context.control, { room_id })
      return { removed: true, room_id }
    },
  }),
  tool({
    name: 'remove_participant',
    description: 'Lets one participant leave its room, as if the person had closed the page.',
    input: { participant_id: z.string().min(1).describe('Id of the participant') },
    run: ({ control }, input) => leave(control, input),
  }),
  tool({
    name: 'list_participants',
    description: 'Returns the participants of the active session of a room.',
    input: { room },
    isReadOnly: true,
    run: async ({ client }, input) => {
      const { active_session_id } = await findRoom(client, input.room)
      if (!active_session_id) return []
      const filter = { session_id: active_session_id }
      return (await listParticipants(client, { filter, page: { size: 100 } })).data
    },
  }),
]

/** Returns the fields of an object that have a value. */
function definedOf<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T
}
