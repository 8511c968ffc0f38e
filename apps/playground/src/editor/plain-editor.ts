import type { Editor, EditorOptions } from './editor.ts'

/** Creates a text field, which serves until the editor is loaded, or if it cannot be loaded. */
export function createPlainEditor({ parent, code, onChange, onRun }: EditorOptions): Editor {
  const field = document.createElement('textarea')
  field.className = 'plain-editor'
  field.spellcheck = false
  field.autocapitalize = 'off'
  field.setAttribute('autocorrect', 'off')
  field.setAttribute('aria-label', 'Program')
  field.value = code
  field.addEventListener('input', onChange)
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    onRun()
  })
  parent.append(field)
  return {
    getCode: () => field.value,
    setCode(next) {
      field.value = next
      onChange()
    },
    showLine(line) {
      const lines = field.value.split('\n')
      const start = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0)
      field.focus()
      field.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0))
    },
    destroy: () => field.remove(),
  }
}
