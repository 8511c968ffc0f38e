/** Returns a text, or its beginning and an ellipsis if it is longer than the limit, in characters. */
export function cutText(text: string, limit: number): string {
  return text.length > limit ? `${text.slice(0, limit)}…` : text
}
