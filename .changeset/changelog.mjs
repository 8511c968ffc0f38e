/**
 * Writes the lines of a changelog: what a changeset says, without commits and updated dependencies. A summary
 * that is a list stays one.
 */
export default {
  getReleaseLine: async ({ summary }) => formatSummary(summary),
  getDependencyReleaseLine: async () => '',
}

/** Returns a summary as items of a list. */
export function formatSummary(summary) {
  const text = summary.trim()
  return text.startsWith('- ') ? text : `- ${text.replaceAll('\n', '\n  ').replaceAll('\n  \n', '\n\n')}`
}
