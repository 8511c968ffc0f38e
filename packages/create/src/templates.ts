/** A kind of project that can be created. */
export interface Template {
  readonly name: string
  readonly title: string
  /** What it consists of, in a few words. */
  readonly hint: string
  /** The folders of `templates/` that it consists of. */
  readonly layers: readonly string[]
}

/** All templates, the default first. */
export const templates: readonly [Template, ...Template[]] = [
  {
    name: 'cloudflare',
    title: 'Cloudflare Worker',
    hint: 'Vite and React, one Worker with a Durable Object',
    layers: ['shared', 'page', 'cloudflare'],
  },
  {
    name: 'next',
    title: 'Next.js',
    hint: 'app router, server in Node',
    layers: ['shared', 'server', 'next'],
  },
  {
    name: 'deno',
    title: 'Deno',
    hint: 'Vite and React, server in Deno',
    layers: ['shared', 'page', 'server', 'deno'],
  },
]

/** Returns the template with this name, if there is one. */
export function findTemplate(name: string): Template | undefined {
  return templates.find((template) => template.name === name)
}
