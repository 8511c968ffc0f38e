/** A kind of project that can be created. */
export interface Template {
  readonly name: string
  readonly title: string
  /** What it consists of, in a few words. */
  readonly hint: string
}

/** All templates, the default first. */
export const templates = [
  { name: 'cloudflare', title: 'Cloudflare Worker', hint: 'Vite, React, one Worker with Durable Object' },
] as const satisfies readonly Template[]

/** Name of a template. */
export type TemplateName = (typeof templates)[number]['name']

/** Returns whether a template has this name. */
export function isTemplateName(name: string): name is TemplateName {
  return templates.some((template) => template.name === name)
}
