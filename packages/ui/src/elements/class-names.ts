/** Joins the class of a component with the class that its user passes. */
export function classNames(own: string, className: string | undefined): string {
  return className === undefined || className === '' ? own : `${own} ${className}`
}
