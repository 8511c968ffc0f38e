import { basename, resolve } from 'node:path'
import { cancel, confirm, isCancel, select, text } from '@clack/prompts'
import { folderProblem, requireEmpty } from './project-files.ts'
import { nameOfFolder, packageNameProblem, suggestPackageName } from './project-name.ts'
import { type Template, templates } from './templates.ts'

/** What a user decides about a new project. */
export interface Answers {
  /** Folder of the project, relative to the current one. */
  readonly folder: string
  /** Package name. */
  readonly name: string
  readonly template: Template
  readonly install: boolean
}

/** Answers that need no question; the rest have defaults. */
export type GivenAnswers = { readonly [K in keyof Answers]?: Answers[K] | undefined }

/** Folder of a project if the user chose none. */
const defaultFolder = 'greenroom-app'

/** Returns the answers of a user who accepts all defaults. */
export function defaultAnswers(given: GivenAnswers): Answers {
  const folder = given.folder ?? defaultFolder
  return {
    folder,
    name: given.name ?? nameOfFolder(folder),
    template: given.template ?? templates[0],
    install: given.install ?? true,
  }
}

/**
 * Asks for what is not given. Ends the process if the user cancels.
 *
 * @throws {CreateError} if the given folder is not empty.
 */
export async function ask(given: GivenAnswers): Promise<Answers> {
  if (given.folder !== undefined) requireEmpty(resolve(given.folder))
  const folder = given.folder ?? (await askFolder())
  return {
    folder,
    name: await askName(given.name ?? basename(resolve(folder))),
    template: given.template ?? (await askTemplate()),
    install: given.install ?? (await answerTo(confirm({ message: 'Install the dependencies?' }))),
  }
}

function askFolder(): Promise<string> {
  return answerTo(
    text({
      message: 'Folder of the project',
      placeholder: defaultFolder,
      defaultValue: defaultFolder,
      validate: (value) => folderProblem(resolve(value || defaultFolder)),
    }),
  )
}

/** Asks for a package name if the given one is invalid. */
async function askName(name: string): Promise<string> {
  const problem = packageNameProblem(name)
  if (problem === undefined) return name
  const suggestion = suggestPackageName(name)
  return answerTo(
    text({
      message: `Package name ('${name}' cannot be one: ${problem})`,
      placeholder: suggestion,
      defaultValue: suggestion,
      validate: (value) => (value ? packageNameProblem(value) : undefined),
    }),
  )
}

function askTemplate(): Promise<Template> {
  const options = templates.map((value) => ({ value, label: value.title, hint: value.hint }))
  return answerTo(select<Template>({ message: 'Template', options }))
}

async function answerTo<T>(question: Promise<T>): Promise<Exclude<T, symbol>> {
  const answer = await question
  if (isCancel(answer)) {
    cancel('Nothing was created.')
    process.exit(1)
  }
  return answer as Exclude<T, symbol>
}
