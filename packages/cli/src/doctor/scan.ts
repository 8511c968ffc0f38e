import { createReadStream } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { type Finding, type Rule, rulesFor, type Secret } from './findings.ts'

/** What a scan saw. */
export interface Scan {
  /** How many text files were read. */
  readonly files: number
  readonly findings: readonly Finding[]
}

/** What a rule may look at before a match. */
const lookBehind = 6

/** Scans all text files of a folder, in the order of their names; files are streamed, whatever their size. */
export async function scan(folder: string, secrets: readonly Secret[] = []): Promise<Scan> {
  const rules = rulesFor(secrets)
  const overlap = Math.max(4096, ...secrets.map(({ value }) => value.length * 6))
  const findings: Finding[] = []
  let files = 0
  for (const path of await filesOf(folder)) {
    const found = await scanFile(path, relative(folder, path), rules, overlap)
    if (!found) continue
    files += 1
    findings.push(...found)
  }
  return { files, findings }
}

/**
 * All files below a folder, also those that links lead to; a link to nothing is passed over, a folder is
 * entered once.
 */
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

/** The findings of one file by their place, or nothing when it is binary. */
async function scanFile(
  path: string,
  file: string,
  all: readonly Rule[],
  overlap: number,
): Promise<Finding[] | undefined> {
  const rules = file.endsWith('.map') ? all.filter((rule) => !rule.skipsMaps) : all
  const findings: Finding[] = []
  let text = ''
  let seen = 0
  let line = 1
  let column = 1
  let first = true

  // Reports what begins between `seen` and `end`, and keeps the rest: a match may go on in the next piece.
  const settle = (end: number) => {
    const matches = rules
      .flatMap((rule) => [...text.matchAll(rule.pattern)].map((match) => ({ rule, match })))
      .filter(({ match }) => match.index >= seen && match.index < end)
      .sort((a, b) => a.match.index - b.match.index)
    for (const { rule, match } of matches) {
      advance(match.index)
      findings.push({ kind: rule.kind, what: rule.name(match[0]), file, line, column })
    }
    advance(end)
    const from = Math.max(0, end - lookBehind)
    text = text.slice(from)
    seen = end - from
  }
  const advance = (to: number) => {
    const lines = text.slice(seen, to).split('\n')
    line += lines.length - 1
    column = (lines.length > 1 ? 1 : column) + (lines.at(-1)?.length ?? 0)
    seen = to
  }

  for await (const piece of createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
    if (first && String(piece).slice(0, 8192).includes('\0')) return undefined
    first = false
    text += piece
    if (text.length - overlap > seen) settle(text.length - overlap)
  }
  settle(text.length)
  return findings
}
