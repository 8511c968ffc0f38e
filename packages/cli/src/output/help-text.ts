import type { AddHelpTextContext } from 'commander'

/** Wider paragraphs are hard to read. */
const maxWidth = 110

/** Returns a text for `addHelpText` with paragraphs that fit the terminal. Examples keep their lines. */
export function helpText(text: string): (context: AddHelpTextContext) => string {
  return ({ command, error }) => {
    const { getOutHelpWidth, getErrHelpWidth } = command.configureOutput()
    const width = (error ? getErrHelpWidth : getOutHelpWidth)?.() ?? 80
    const wrap = (paragraph: string) =>
      command.createHelp().boxWrap(paragraph.replaceAll('\n', ' '), Math.min(width, maxWidth))
    const blocks = text.trim().split('\n\n')
    return `\n${blocks.map((block) => (/^ /m.test(block) ? block : wrap(block))).join('\n\n')}`
  }
}
