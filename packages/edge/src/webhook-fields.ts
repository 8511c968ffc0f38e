/** Whether a field configures webhook delivery, which is private to the server side. */
export function isWebhookField(name: string): boolean {
  return name.startsWith('webhook_')
}

/** Returns a copy of a response body without `webhook_*` fields, at any depth. */
export function withoutWebhookFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutWebhookFields)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !isWebhookField(name))
      .map(([name, inner]) => [name, withoutWebhookFields(inner)]),
  )
}
