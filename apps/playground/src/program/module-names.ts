/** Specifiers that programs can import. The editor has their types, and `createModules` their values. */
export const moduleNames = [
  '@greenroom/core',
  '@greenroom/core/identity',
  '@greenroom/core/join-token',
  '@greenroom/core/texml',
  '@greenroom/core/texml/applications',
  '@greenroom/core/texml/calls',
  '@greenroom/core/texml/conferences',
  '@greenroom/core/texml/document',
  '@greenroom/core/texml/language',
  '@greenroom/core/texml/lint',
  '@greenroom/core/texml/queues',
  '@greenroom/core/updates',
  '@greenroom/core/video',
  '@greenroom/core/video/room-compositions',
  '@greenroom/core/video/room-participants',
  '@greenroom/core/video/room-recordings',
  '@greenroom/core/video/room-sessions',
  '@greenroom/core/video/rooms',
  '@greenroom/core/webhooks',
  '@greenroom/edge',
  '@greenroom/emulator',
  'valibot',
] as const

/** A specifier that programs can import. */
export type ModuleName = (typeof moduleNames)[number]
