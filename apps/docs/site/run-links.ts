import { programHash } from '@greenroom/playground/link'

/** The parts of a Markdown tree that this plugin reads. */
interface Node {
  readonly type: string
  readonly lang?: string | null | undefined
  readonly meta?: string | null | undefined
  readonly value?: string | undefined
  children?: Node[] | undefined
}

/** A remark plugin that adds a link to the playground below each program that is marked with `run`. */
export function addRunLinks() {
  return async (tree: Node): Promise<void> => {
    tree.children = (await Promise.all((tree.children ?? []).map(withLink))).flat()
  }
}

async function withLink(node: Node): Promise<Node[]> {
  const { type, lang, meta, value } = node
  // A block with a title is a file of a longer program, which the playground cannot run alone.
  const isProgram = type === 'code' && lang === 'ts' && /(?:^|\s)run(?:\s|$)/.test(meta ?? '')
  if (!isProgram || meta?.includes('title=') || value === undefined) return [node]
  const href = `/playground/${await programHash(value)}`
  return [node, { type: 'html', value: `<p class="run"><a href="${href}">Run in the playground</a></p>` }]
}
