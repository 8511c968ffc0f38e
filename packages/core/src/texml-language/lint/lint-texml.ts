import { maxDocumentLength, parseDocument } from '../parse-document.ts'
import { root as rootDefinition } from '../response.ts'
import { lintElement } from './lint-element.ts'
import type { LintProblem, LintResult } from './problem.ts'
import { problemAt, shortened } from './subject.ts'
import { maskTemplates } from './templates.ts'

/**
 * Returns the problems of a TeXML document, in the order of the document. It never throws.
 *
 * Templates (`{{From}}`, `{{#Numbers}}..{{/Numbers}}`, `{{#if ..}}`) pass wherever a value is checked. Rules
 * that depend on what a template becomes are not applied.
 *
 * @param xml - the document, up to 65,536 characters.
 * @example
 * ```ts
 * import { lintTexml } from '@greenroom/core/texml/lint'
 *
 * const { problems } = lintTexml('<Response><Gather numDigit="1"/></Response>')
 * for (const { line, column, message } of problems) console.log(`${line}:${column} ${message}`)
 * // 1:11 <Gather> has no attribute numDigit. Did you mean numDigits?
 * ```
 */
export function lintTexml(xml: string): LintResult {
  const text = typeof xml === 'string' ? xml : ''
  if (/^\s*<(!doctype\s+html|html)\b/i.test(text)) {
    return failure('wrong-root', 'The document is a web page. The root element must be <Response>.')
  }
  const { root, problem } = parseDocument(text.length > maxDocumentLength ? text : maskTemplates(text))
  if (problem) return { problems: [{ severity: 'error', path: '', ...problem }] }
  const subject = { element: root, path: `/${root.name}` }
  const problems: LintProblem[] =
    root.name.toLowerCase() === 'response' ? lintElement({ ...subject, definition: rootDefinition }) : []
  if (root.name !== 'Response') {
    problems.push(
      problemAt(
        subject,
        'wrong-root',
        `The root element must be <Response>, not <${shortened(root.name)}>. Case matters.`,
      ),
    )
  }
  return { problems: problems.sort((a, b) => a.line - b.line || a.column - b.column) }
}

function failure(code: LintProblem['code'], message: string): LintResult {
  return { problems: [{ severity: 'error', code, message, line: 1, column: 1, path: '' }] }
}
