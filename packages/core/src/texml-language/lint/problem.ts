/**
 * How bad a problem is: `error` for what the platform rejects or silently ignores, so that behavior is lost;
 * `warning` for what works, but hardly as intended.
 */
export type LintSeverity = 'error' | 'warning'

/** What kind of problem it is. */
export type LintCode =
  /** The document is not well-formed XML, such as with a raw `&` or `<`, also in an attribute. */
  | 'not-well-formed'
  /** The document has more than 65,536 characters, or more than 32 elements inside each other. */
  | 'too-large'
  /** The root element is not `<Response>`, or the document is a web page. */
  | 'wrong-root'
  /** No verb or noun has this name. The platform drops it. */
  | 'unknown-verb'
  /** The element may not be in this one. The platform drops it. */
  | 'wrong-nesting'
  /** The element does not have this attribute. The platform ignores it. */
  | 'unknown-attribute'
  /** An attribute's value is out of range or of another type. */
  | 'invalid-value'
  /** A required attribute is absent. */
  | 'missing-attribute'
  /** The element has text, which it ignores. */
  | 'unexpected-text'
  /** The element's text is absent or invalid. */
  | 'invalid-text'
  /** Attributes, text and elements contradict each other. */
  | 'contradiction'
  /** Verbs that never run, because one before them ends the document. A warning. */
  | 'unreachable'
  /** Something has no effect or loses a result. A warning. */
  | 'advice'

/** A problem in a document. */
export interface LintProblem {
  readonly severity: LintSeverity
  readonly code: LintCode
  /** What is wrong, in a sentence with the names of element and attribute. */
  readonly message: string
  /** Line where the tag begins that has the problem, from 1. */
  readonly line: number
  /** Column where that tag begins, from 1. */
  readonly column: number
  /**
   * The element, and the attribute, as an XPath: `/Response/Gather[1]/@numDigits`. Empty if the document
   * cannot be parsed.
   */
  readonly path: string
}

/** The result of `lintTexml`. */
export interface LintResult {
  /** The problems in the order of the document; empty for a document without problems. */
  readonly problems: readonly LintProblem[]
}
