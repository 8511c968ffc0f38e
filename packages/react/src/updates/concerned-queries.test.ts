import type { Update } from '@greenroom/core/updates'
import {
  roomCompositions,
  roomParticipants,
  roomRecordings,
  roomSessions,
  rooms,
} from '@greenroom/core/video'
import { describe, expect, it } from 'vitest'
import { infiniteQueryKey, queryKey } from '../query/query-key.ts'
import { concernedQueries } from './concerned-queries.ts'

const setup = { scope: 'ann' }

/** Keys of queries of one room and its neighbors, by a name for the tables below. */
const keys = {
  'all rooms': queryKey(rooms.list, {}, setup),
  'a page of rooms': queryKey(rooms.list, { page: { size: 5 } }, setup),
  'all rooms, page by page': infiniteQueryKey(rooms.list, {}, setup),
  'the room': queryKey(rooms.retrieve, { room_id: 'r1' }, setup),
  'another room': queryKey(rooms.retrieve, { room_id: 'r2' }, setup),
  'its sessions': queryKey(roomSessions.listByRoom, { room_id: 'r1' }, setup),
  'its sessions with participants': queryKey(
    roomSessions.listByRoom,
    { room_id: 'r1', include_participants: true },
    setup,
  ),
  'sessions of another room': queryKey(roomSessions.listByRoom, { room_id: 'r2' }, setup),
  'the session': queryKey(roomSessions.retrieve, { room_session_id: 's1' }, setup),
  'its participants': queryKey(roomSessions.listParticipants, { room_session_id: 's1' }, setup),
  'another session': queryKey(roomSessions.retrieve, { room_session_id: 's2' }, setup),
  'participants of another session': queryKey(
    roomSessions.listParticipants,
    { room_session_id: 's2' },
    setup,
  ),
  'the participant': queryKey(roomParticipants.retrieve, { room_participant_id: 'p1' }, setup),
  'all recordings': queryKey(roomRecordings.list, {}, setup),
  'the recording': queryKey(roomRecordings.retrieve, { room_recording_id: 'c1' }, setup),
  'another recording': queryKey(roomRecordings.retrieve, { room_recording_id: 'c2' }, setup),
  'all compositions': queryKey(roomCompositions.list, {}, setup),
  'the room of another user': queryKey(rooms.retrieve, { room_id: 'r1' }, { scope: 'ben' }),
  'a query of the app': ['rooms', 'r1'],
} as const

function concernedBy(type: string, ids: Partial<Update> = {}): string[] {
  const update = { id: 'u1', type, occurred_at: '2026-11-29T10:00:00Z', room_id: 'r1', ...ids }
  const isConcerned = concernedQueries(update, 'ann')
  return Object.entries(keys)
    .filter(([, key]) => isConcerned({ queryKey: key }))
    .map(([name]) => name)
}

const lists = ['all rooms', 'a page of rooms', 'all rooms, page by page']

describe('an update concerns', () => {
  it('the room and lists of rooms when a room was changed', () => {
    expect(concernedBy('greenroom.room.updated')).toEqual([
      ...lists,
      'the room',
      'its sessions',
      'its sessions with participants',
    ])
  })

  it('the participants of its session when someone joined', () => {
    const ids = { session_id: 's1', participant_id: 'p1' }
    expect(concernedBy('video.room.participant.joined', ids)).toEqual([
      'its sessions with participants',
      'its participants',
      'the participant',
    ])
  })

  it('the room, its session and its participants when a session ended', () => {
    expect(concernedBy('video.room.session.ended', { session_id: 's1' })).toEqual([
      ...lists,
      'the room',
      'its sessions',
      'its sessions with participants',
      'the session',
      'its participants',
      'the participant',
    ])
  })

  it('the recording and lists of recordings when a recording is completed', () => {
    expect(concernedBy('video.room.recording.completed', { recording_id: 'c1' })).toEqual([
      'all recordings',
      'the recording',
    ])
  })

  it('compositions when a composition is created', () => {
    expect(concernedBy('greenroom.composition.created', { composition_id: 'k1' })).toEqual([
      'all compositions',
    ])
  })

  it('no query when participants are muted', () => {
    expect(concernedBy('greenroom.session.muted', { session_id: 's1' })).toEqual([])
  })

  it('everything in the room when its type is unknown', () => {
    const concerned = concernedBy('video.room.something.new', { session_id: 's1' })
    expect(concerned).toContain('the room')
    expect(concerned).toContain('all compositions')
    expect(concerned).not.toContain('another session')
    expect(concerned).not.toContain('the room of another user')
    expect(concerned).not.toContain('a query of the app')
  })
})
