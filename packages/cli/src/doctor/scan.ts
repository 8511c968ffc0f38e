import { readdir, realpath, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { type Finding, type Rule, rulesFor, type Secret } from './findings.ts'
import { readText, UnreadableFile } from './read-text.ts'
import { viewsOf } from './views.ts'

/** The result of a scan. */
export interface Scan {
  /** Number of files that were read. */
  readonly files: number
  readonly findings: readonly Finding[]
}

/** Characters before a match that a rule may examine. An index in decoded text is exact to two characters. */
const lookBehind = 8

/**
 * Scans all files of a folder, ordered by path, in pieces of bounded size.
 *
 * @throws {UnreadableFile} For a file that cannot be read to its end.
 */
export async function scan(folder: string, secrets: readonly Secret[] = []): Promise<Scan> {
  const rules = rulesFor(secrets)
  // An escape is up to nine characters long.
  const overlap = Math.max(4096, ...secrets.map(({ value }) => value.length * 9))
  const findings: Finding[] = []
  const paths = await filesOf(folder)
  for (const path of paths) {
    const file = relative(folder, path)
    try {
      findings.push(...(await scanFile(path, file, rules, overlap)))
    } catch (error) {
      throw new UnreadableFile(`${file}: ${(error as Error).message}`)
    }
  }
  return { files: paths.length, findings }
}

/** Returns all files below a folder. It follows links, skips broken ones and enters each folder once. */
async function filesOf(folder: string, entered = new Set<string>()): Promise<string[]> {
  const real = await realpath(folder)
  if (entered.has(real)) return []
  entered.add(real)
  const paths: string[] = []
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    const found = await stat(path).catch(() => undefined)
    if (found?.isDirectory()) paths.push(...(await filesOf(path, entered)))
    else if (found?.isFile()) paths.push(path)
  }
  return paths.sort()
}

interface Match {
  readonly rule: Rule
  readonly what: string
  /** Index in the text of the file. */
  readonly index: number
}

async function scanFile(
  path: string,
  file: string,
  rules: readonly Rule[],
  overlap: number,
): Promise<Finding[]> {
  const findings: Finding[] = []
  let text = ''
  let seen = 0
  let line = 1
  let column = 1

  const advance = (to: number) => {
    const lines = text.slice(seen, to).split('\n')
    line += lines.length - 1
    column = (lines.length > 1 ? 1 : column) + (lines.at(-1)?.length ?? 0)
    seen = to
  }
  // Reports matches that begin before `end`, and keeps the rest: a match may continue in the next piece.
  const settle = (end: number) => {
    for (const { rule, what, index } of matchesIn(text, file, rules)) {
      if (index < seen - lookBehind || index >= end) continue
      if (index > seen) advance(index)
      const isRepeated = findings
        .slice(-16)
        .some(
          (other) =>
            other.what === what && other.line === line && Math.abs(other.column - column) <= lookBehind,
        )
      if (!isRepeated) findings.push({ kind: rule.kind, what, file, line, column })
    }
    advance(end)
    const from = Math.max(0, end - lookBehind)
    text = text.slice(from)
    seen = end - from
  }

  for await (const piece of readText(path)) {
    text += piece
    if (text.length - overlap > seen + overlap) settle(text.length - overlap)
  }
  settle(text.length)
  return findings
}

/** Finds what the rules describe in the text and in its decoded forms, ordered by index. */
function matchesIn(text: string, file: string, rules: readonly Rule[]): Match[] {
  const isMap = file.endsWith('.map')
  return viewsOf(text)
    .flatMap((view) =>
      rules
        .filter(({ skipsMaps }) => !(skipsMaps && (isMap || view.encoding)))
        .flatMap((rule) =>
          Array.from(view.text.matchAll(rule.pattern), (match): Match => {
            const note = view.encoding ? `, in ${view.encoding}` : ''
            return { rule, what: rule.name(match[0]) + note, index: view.at(match.index) }
          }),
        ),
    )
    .sort((a, b) => a.index - b.index)
}
