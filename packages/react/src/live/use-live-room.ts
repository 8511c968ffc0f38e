import {
  createLiveRoom,
  type Initialize,
  type LiveRoom,
  type LiveRoomOptions,
  type LiveRoomSnapshot,
} from '@greenroom/live'
import type { SkipToken } from '@tanstack/react-query'
import { useEffect, useMemo, useRef } from 'react'
import { useProvided } from '../provider.tsx'
import { createRefCount } from './ref-count.ts'
import { useSelected } from './use-selected.ts'

/** Options of {@link useLiveRoom}. */
export interface UseLiveRoomOptions
  extends Pick<LiveRoomOptions, 'context' | 'messages' | 'receive' | 'limits' | 'timers' | 'random'> {
  /** Whether to be in the room. Default: true. */
  readonly enabled?: boolean | undefined
  /** The owner of the join token. Default: the provider's scope. */
  readonly identity?: string | undefined
  /** Loads the vendor's package, when joining. Default: `import('@telnyx/video')`. */
  readonly load?: (() => Promise<Vendor>) | undefined
}

/** State of the room, and the room itself, which the other hooks take. */
export interface UseLiveRoomResult
  extends Pick<LiveRoomSnapshot, 'status' | 'reason' | 'error' | 'localParticipantId' | 'audioTrack'> {
  readonly room: LiveRoom
}

type Vendor = { readonly initialize: Initialize }

const loadVendor = async (): Promise<Vendor> => {
  const vendor = await import('@telnyx/video')
  // Node, as in tests, exposes the CommonJS package only as its default export.
  return 'initialize' in vendor ? vendor : Reflect.get(vendor, 'default')
}

/**
 * Joins a live room while the component is mounted and `enabled`, and leaves it afterwards. It uses the join
 * token that `useJoinToken` returns for the room. Under StrictMode it joins once. On a server, and without a
 * room id or with TanStack's `skipToken`, it does nothing.
 *
 * The component renders again when the result changes. Use the other hooks for participants and messages.
 *
 * @throws {ConfigError} when there is no provider above.
 *
 * @example
 * ```tsx
 * import { RoomAudio, useLiveRoom } from '@greenroom/react/live'
 *
 * export function Call({ roomId }: { roomId: string }) {
 *   const { room, status, reason } = useLiveRoom(roomId, { context: JSON.stringify({ name: 'Ann' }) })
 *   const rejoin = () => room.join().catch(() => undefined)
 *   if (status === 'left') return <button onClick={rejoin}>You left ({reason}). Rejoin</button>
 *   return <RoomAudio room={room} />
 * }
 * ```
 */
export function useLiveRoom(
  roomId: string | null | undefined | SkipToken,
  options: UseLiveRoomOptions = {},
): UseLiveRoomResult {
  const { greenroom, tokens } = useProvided()
  const { client, scope } = greenroom
  const { enabled = true, identity = scope, context, messages, receive } = options
  const id = typeof roomId === 'string' ? roomId : ''
  const canJoin = enabled && id !== ''
  const latest = useRef(options)
  useEffect(() => {
    latest.current = options
  })
  const { room, refCount } = useMemo(() => {
    const { limits, timers, random } = latest.current
    const key = { roomId: id, identity }
    const liveRoom = createLiveRoom({
      roomId: key.roomId,
      source: tokens.source(client, key),
      initialize: async (config) => (await (latest.current.load ?? loadVendor)()).initialize(config),
      context,
      messages,
      receive,
      limits,
      timers,
      random,
    })
    return { room: liveRoom, refCount: createRefCount(() => void liveRoom.leave()) }
  }, [tokens, client, id, identity, context, messages, receive])

  useEffect(() => {
    if (!canJoin) return undefined
    const release = refCount.retain()
    // The snapshot reports a failed join.
    room.join().catch(() => undefined)
    return release
  }, [room, refCount, canJoin])

  const shown = useSelected(room, ({ status, reason, error, localParticipantId, audioTrack }) => ({
    status,
    reason,
    error,
    localParticipantId,
    audioTrack,
  }))
  return useMemo(() => ({ ...shown, room }), [shown, room])
}
