import { mediaToReceive, type ReceiveRules } from './receive-policy.ts'
import type { Reading } from './state.ts'
import type { VendorState } from './vendor.ts'

/** What is known of people beside the vendor's state. */
export interface Known {
  /** Those who have gone. */
  readonly departed: ReadonlySet<string>
  /** Those who were heard a moment ago. */
  readonly speakers: ReadonlyMap<string, unknown>
  /** What is to be taken of streams: of what is not, the vendor's package keeps a track all the same. */
  readonly wishes: ReceiveRules
}

/**
 * Reads the vendor's state. Whoever is known to have gone is left out with all their streams, though the vendor's package may
 * keep them for ever.
 */
export function readVendorState(state: VendorState, { departed, speakers, wishes }: Known): Reading {
  const { localParticipantId, participants, streams, mixedAudioTrack } = state
  const isHere = (id: string) => participants.has(id) && !departed.has(id)
  const isLocal = (id: string) => id === localParticipantId
  return {
    localParticipantId,
    audioTrack: mixedAudioTrack,
    participants: [...participants.values()]
      .filter(({ id }) => isHere(id))
      .map(({ id, context, origin, canReceiveMessages }) => ({
        id,
        context,
        isLocal: isLocal(id),
        isTelephone: origin === 'telephony_engine',
        canReceiveMessages: canReceiveMessages === true,
        isSpeaking: speakers.has(id),
      })),
    streams: [...streams.values()]
      .filter(({ participantId }) => isHere(participantId))
      .map(({ id, participantId, key, isAudioEnabled, isVideoEnabled, ...rest }) => {
        const place = { participantId, key, isLocal: isLocal(participantId) }
        const { audio, video } = mediaToReceive(place, wishes)
        return {
          id,
          ...place,
          isAudioEnabled,
          isVideoEnabled,
          isMuted: rest.isAudioCensored,
          audioTrack: audio ? rest.audioTrack : undefined,
          // Instead of a camera that is off the vendor's package sends a small black picture.
          videoTrack: isVideoEnabled && video ? rest.videoTrack : undefined,
        }
      }),
  }
}
