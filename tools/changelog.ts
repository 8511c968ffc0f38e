import { formatSummary } from '../.changeset/changelog.mjs'

/** A changeset's effect on one package. */
export interface Change {
  readonly type: 'major' | 'minor' | 'patch' | 'none'
  readonly summary: string
}

/**
 * Adds changes to the changelog of a package that is not released yet. It describes the package instead of
 * its history, so fixes of what was never released are left out.
 */
export function describeUnreleased(changelog: string, changes: readonly Change[]): string {
  const lines = changes
    .filter(({ type }) => type === 'minor' || type === 'major')
    .map(({ summary }) => formatSummary(summary))
  const start = changelog.trimEnd()
  // A list follows the sentence before it after an empty line.
  return [start, ...(/\n- /.test(start) ? [] : ['']), ...lines].join('\n').concat('\n')
}
