import { type EndpointDefinition, routeOf } from '@greenroom/core'
import * as compositions from '@greenroom/core/video/room-compositions'
import * as rooms from '@greenroom/core/video/rooms'

const routes: readonly string[] = [rooms.create, compositions.create].map(routeOf)

/** Returns the input of a call with the gateway's webhook URL, if it creates something that has none. */
export function withWebhookUrl(
  endpoint: EndpointDefinition,
  input: Readonly<Record<string, unknown>>,
  url: string | undefined,
): Readonly<Record<string, unknown>> {
  if (url === undefined || !routes.includes(routeOf(endpoint))) return input
  return { ...input, webhook_event_url: input['webhook_event_url'] ?? url }
}
