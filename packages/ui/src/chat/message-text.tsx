import { createElement, Fragment } from 'react'

/** Web addresses in a text. Marks that end a sentence are not part of them. */
const address = /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]}'])/g

export interface MessageTextProps {
  readonly text: string
}

/** The text of a message, with its web addresses as links. Everything else stays text. */
export function MessageText({ text }: MessageTextProps) {
  // `split` puts what the group matched at the odd places.
  const parts = text.split(address).map((part, index) => (index % 2 === 1 ? linkTo(part) : part))
  return createElement(Fragment, null, ...parts)
}

const linkTo = (url: string) => (
  <a className="gr-link" href={url} target="_blank" rel="noopener noreferrer">
    {url}
  </a>
)
