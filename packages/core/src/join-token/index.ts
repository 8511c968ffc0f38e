/**
 * A join token that renews itself ahead of its end.
 *
 * @module
 */
export {}
