import type { Scan } from './scan.ts'

/** The scan in words: a line for each finding, or one line when there is none. */
export function report({ files, findings }: Scan): string {
  if (findings.length === 0) return `Clean: no keys, secrets or server code in ${files} text files`
  return findings.map(({ file, line, column, what }) => `${file}:${line}:${column}  ${what}`).join('\n')
}
