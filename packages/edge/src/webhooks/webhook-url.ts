import { type EndpointDefinition, routeOf } from '@greenroom/core'

/** By route: importing the endpoints would add their schemas to every Worker. */
const routes: readonly string[] = ['POST /rooms', 'POST /room_compositions']

/** Returns the input of a call with the gateway's webhook URL, if it creates something that has none. */
export function withWebhookUrl(
  endpoint: EndpointDefinition,
  input: Readonly<Record<string, unknown>>,
  url: string | undefined,
): Readonly<Record<string, unknown>> {
  if (url === undefined || !routes.includes(routeOf(endpoint))) return input
  return { ...input, webhook_event_url: input['webhook_event_url'] ?? url }
}
