import { styleText } from 'node:util'

type Style = Parameters<typeof styleText>[0]

/** Styles a text for stdout: only on a terminal, and not with `NO_COLOR`. */
export function styled(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stdout })
}
