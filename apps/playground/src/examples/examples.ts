/** A program that the playground offers. */
export interface Example {
  /** Name of its file, and of links to it. */
  readonly id: string
  readonly title: string
}

/** The examples in the order of the list. Their programs are in `programs`. */
export const examples = [
  { id: 'client', title: 'Client and emulator' },
  { id: 'rooms', title: 'Rooms, sessions and recordings' },
  { id: 'tokens', title: 'Join tokens' },
  { id: 'gateway', title: 'Gateway that mints tokens' },
  { id: 'live-updates', title: 'Live updates' },
  { id: 'texml', title: 'TeXML documents and linter' },
  { id: 'voice-menu', title: 'Voice menu on the phone' },
  { id: 'webhooks', title: 'Webhooks with signatures' },
  { id: 'faults', title: 'Faults and retries' },
] as const satisfies readonly Example[]

/** Name of an example. */
export type ExampleId = (typeof examples)[number]['id']

/** Returns whether an example has this name. */
export function isExampleId(id: string): id is ExampleId {
  return examples.some((example) => example.id === id)
}
