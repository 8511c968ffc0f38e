import type { ExampleId } from './examples.ts'

const programs = import.meta.glob<string>('./programs/*.ts', {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** Returns the program of an example. */
export function loadExample(id: ExampleId): string {
  return programs[`./programs/${id}.ts`] ?? ''
}
