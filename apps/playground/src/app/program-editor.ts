import type { Editor, EditorOptions } from '../editor/editor.ts'
import { createPlainEditor } from '../editor/plain-editor.ts'

/** An editor that can move within the page. */
export interface ProgramEditor extends Omit<Editor, 'destroy'> {
  /** The element that contains the editor. */
  readonly element: HTMLElement
}

/** What the editor of the page is created with. */
export interface ProgramEditorOptions extends Omit<EditorOptions, 'parent'> {
  /** What is loaded before the code editor. */
  readonly isReady: Promise<unknown>
}

/**
 * Creates an editor for a program: a text field at once, and the code editor when it is loaded. The first
 * view of the page does not wait for that.
 */
export function createProgramEditor(options: ProgramEditorOptions): ProgramEditor {
  const element = document.createElement('div')
  element.className = 'editor-host'
  let editor = createPlainEditor({ ...options, parent: element })
  const upgrade = async () => {
    await options.isReady
    const { createCodeEditor } = await import('../editor/code-editor.ts')
    const plain = editor
    const hadFocus = element.contains(document.activeElement)
    editor = createCodeEditor({ ...options, code: plain.getCode(), parent: element })
    plain.destroy()
    if (hadFocus) element.querySelector<HTMLElement>('[contenteditable]')?.focus()
  }
  // Without the network, the text field stays.
  upgrade().catch(() => undefined)
  return {
    element,
    getCode: () => editor.getCode(),
    setCode: (code) => editor.setCode(code),
    showLine: (line) => editor.showLine(line),
  }
}
