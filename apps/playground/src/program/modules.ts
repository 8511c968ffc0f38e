import * as core from '@greenroom/core'
import * as identity from '@greenroom/core/identity'
import * as joinToken from '@greenroom/core/join-token'
import * as texml from '@greenroom/core/texml'
import * as applications from '@greenroom/core/texml/applications'
import * as calls from '@greenroom/core/texml/calls'
import * as conferences from '@greenroom/core/texml/conferences'
import * as document from '@greenroom/core/texml/document'
import * as language from '@greenroom/core/texml/language'
import * as lint from '@greenroom/core/texml/lint'
import * as queues from '@greenroom/core/texml/queues'
import * as updates from '@greenroom/core/updates'
import * as video from '@greenroom/core/video'
import * as roomCompositions from '@greenroom/core/video/room-compositions'
import * as roomParticipants from '@greenroom/core/video/room-participants'
import * as roomRecordings from '@greenroom/core/video/room-recordings'
import * as roomSessions from '@greenroom/core/video/room-sessions'
import * as rooms from '@greenroom/core/video/rooms'
import * as webhooks from '@greenroom/core/webhooks'
import * as edge from '@greenroom/edge'
import * as emulator from '@greenroom/emulator'
import * as valibot from 'valibot'
import type { ModuleName } from './module-names.ts'
import type { ProgramModules } from './run-program.ts'

/**
 * Returns the modules that programs can import: the packages themselves.
 *
 * @param onEmulator - receives each emulator that a program creates, for the inspector.
 */
export function createModules(onEmulator: (emulator: emulator.Emulator) => void): ProgramModules {
  const createEmulator: typeof emulator.createEmulator = (options) => {
    const created = emulator.createEmulator(options)
    onEmulator(created)
    return created
  }
  const modules: Readonly<Record<ModuleName, object>> = {
    '@greenroom/core': core,
    '@greenroom/core/identity': identity,
    '@greenroom/core/join-token': joinToken,
    '@greenroom/core/texml': texml,
    '@greenroom/core/texml/applications': applications,
    '@greenroom/core/texml/calls': calls,
    '@greenroom/core/texml/conferences': conferences,
    '@greenroom/core/texml/document': document,
    '@greenroom/core/texml/language': language,
    '@greenroom/core/texml/lint': lint,
    '@greenroom/core/texml/queues': queues,
    '@greenroom/core/updates': updates,
    '@greenroom/core/video': video,
    '@greenroom/core/video/room-compositions': roomCompositions,
    '@greenroom/core/video/room-participants': roomParticipants,
    '@greenroom/core/video/room-recordings': roomRecordings,
    '@greenroom/core/video/room-sessions': roomSessions,
    '@greenroom/core/video/rooms': rooms,
    '@greenroom/core/webhooks': webhooks,
    '@greenroom/edge': edge,
    '@greenroom/emulator': { ...emulator, createEmulator },
    valibot: valibot,
  }
  return new Map(Object.entries(modules))
}
