import { mediaToReceive, type ReceiveRules } from './receive-policy.ts'
import type { Reading } from './state.ts'
import type { VendorState } from './vendor.ts'

/** What the live room knows in addition to the vendor's state. */
export interface RoomContext {
  /** Ids of participants that have left. */
  readonly departed: ReadonlySet<string>
  /** Participants that spoke recently, by id. */
  readonly speakers: ReadonlyMap<string, unknown>
  /** What to receive. The vendor's package keeps tracks of streams that are not received. */
  readonly rules: ReceiveRules
}

/**
 * Reads the vendor's state. Omits departed participants and their streams, which the vendor's package may
 * keep forever.
 */
export function readVendorState(state: VendorState, { departed, speakers, rules }: RoomContext): Reading {
  const { localParticipantId, participants, streams, mixedAudioTrack } = state
  const isPresent = (id: string) => participants.has(id) && !departed.has(id)
  const isLocal = (id: string) => id === localParticipantId
  return {
    localParticipantId,
    audioTrack: mixedAudioTrack,
    participants: [...participants.values()]
      .filter(({ id }) => isPresent(id))
      .map(({ id, context, origin, canReceiveMessages }) => ({
        id,
        context,
        isLocal: isLocal(id),
        isTelephone: origin === 'telephony_engine',
        canReceiveMessages: canReceiveMessages === true,
        isSpeaking: speakers.has(id),
      })),
    streams: [...streams.values()]
      .filter(({ participantId }) => isPresent(participantId))
      .map(({ id, participantId, key, isAudioEnabled, isVideoEnabled, ...rest }) => {
        const identity = { participantId, key, isLocal: isLocal(participantId) }
        const { audio, video } = mediaToReceive(identity, rules)
        return {
          id,
          ...identity,
          isAudioEnabled,
          isVideoEnabled,
          isMuted: rest.isAudioCensored,
          audioTrack: audio ? rest.audioTrack : undefined,
          // For a camera that is off, the vendor's package sends a small black video.
          videoTrack: isVideoEnabled && video ? rest.videoTrack : undefined,
        }
      }),
  }
}
