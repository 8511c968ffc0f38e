/** Whether a field says where events are sent: an address of the server side, none of the page's business. */
export function isWebhookField(name: string): boolean {
  return name.startsWith('webhook_')
}

/** Copies an answer without its `webhook_*` fields, at any depth. */
export function withoutWebhookFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutWebhookFields)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !isWebhookField(name))
      .map(([name, inner]) => [name, withoutWebhookFields(inner)]),
  )
}
