/** The types of events that the command sends. */
export const eventTypes = [
  'video.room.session.started',
  'video.room.session.ended',
  'video.room.participant.joined',
  'video.room.participant.left',
  'video.room.recording.started',
  'video.room.recording.completed',
  'video.room.composition.completed',
] as const
