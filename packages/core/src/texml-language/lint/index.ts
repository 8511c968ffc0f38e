/**
 * The linter of TeXML documents. The platform ignores unknown attributes and drops unknown verbs without an
 * error; the linter reports them.
 *
 * @module
 */
export { lintTexml } from './lint-texml.ts'
export type { LintCode, LintProblem, LintResult, LintSeverity } from './problem.ts'
