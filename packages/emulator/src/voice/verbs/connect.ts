import { elementsOf } from '@greenroom/core/texml/language'
import { next, type Turn, type VerbHandler, wait } from '../verb-handler.ts'
import { connectedStream } from './connected-stream.ts'
import { conversationRelay } from './conversation-relay.ts'

/** What executes each service that a call can be connected with. */
const services: ReadonlyMap<string, VerbHandler<'Connect'>> = new Map<string, VerbHandler<'Connect'>>([
  ['ConversationRelay', conversationRelay],
  ['Stream', connectedStream],
])

/** Executes `<Connect>`: waits until the service ends. */
export const connect: VerbHandler<'Connect'> = {
  begin(turn) {
    const service = serviceOf(turn)
    if (service) return service.begin(turn)
    turn.note(
      'not executed',
      elementsOf(turn.element)
        .map(({ name }) => `<${name}>`)
        .join(' ') || '<Connect>',
    )
    return next
  },
  on: (turn, event) => serviceOf(turn)?.on?.(turn, event) ?? wait,
  abandon: (turn, why) => serviceOf(turn)?.abandon?.(turn, why),
}

function serviceOf({ element }: Turn<'Connect'>): VerbHandler<'Connect'> | undefined {
  const names = elementsOf(element).map(({ name }) => name)
  return services.get(names.find((name) => services.has(name)) ?? '')
}
