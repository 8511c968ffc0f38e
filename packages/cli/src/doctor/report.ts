import type { Scan } from './scan.ts'

/** Returns the report of a scan: one line per finding, or one line if the folder is clean. */
export function report({ files, findings }: Scan): string {
  if (findings.length === 0)
    return `Clean: no keys, secrets or server code in ${files} ${files === 1 ? 'file' : 'files'}`
  return findings.map(({ file, line, column, what }) => `${file}:${line}:${column}  ${what}`).join('\n')
}
