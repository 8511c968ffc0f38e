import type { Reading } from './state.ts'
import type { VendorState } from './vendor.ts'

/**
 * Reads the vendor's state. Whoever is known to have gone is left out with all their streams, though the vendor's package may
 * keep them for ever.
 */
export function readVendor(state: VendorState, departed: ReadonlySet<string>): Reading {
  const { localParticipantId, participants, streams, mixedAudioTrack } = state
  const isHere = (id: string) => participants.has(id) && !departed.has(id)
  return {
    localParticipantId,
    audioTrack: mixedAudioTrack,
    participants: [...participants.values()]
      .filter(({ id }) => isHere(id))
      .map(({ id, context, origin, canReceiveMessages }) => ({
        id,
        context,
        isLocal: id === localParticipantId,
        isTelephone: origin === 'telephony_engine',
        canReceiveMessages: canReceiveMessages === true,
      })),
    streams: [...streams.values()]
      .filter(({ participantId }) => isHere(participantId))
      .map(({ id, participantId, key, isAudioEnabled, isVideoEnabled, ...rest }) => ({
        id,
        participantId,
        key,
        isLocal: participantId === localParticipantId,
        isAudioEnabled,
        isVideoEnabled,
        isMuted: rest.isAudioCensored,
        audioTrack: rest.audioTrack,
        // Instead of a camera that is off the vendor's package sends a small black picture.
        videoTrack: isVideoEnabled ? rest.videoTrack : undefined,
      })),
  }
}
