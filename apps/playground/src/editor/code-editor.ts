import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { javascript } from '@codemirror/lang-javascript'
import { bracketMatching, indentOnInput, syntaxHighlighting } from '@codemirror/language'
import { diagnosticCount, forceLinting, lintGutter, lintKeymap } from '@codemirror/lint'
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search'
import { Compartment, EditorState, Prec } from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import { classHighlighter } from '@lezer/highlight'
import {
  tsAutocompleteWorker,
  tsFacetWorker,
  tsHoverWorker,
  tsLinterWorker,
  tsSyncWorker,
} from '@valtown/codemirror-ts'
import type { Editor, EditorOptions } from './editor.ts'
import { programPath } from './program-path.ts'
import { connectTypes, type Types } from './types.ts'

/** Creates the editor. Types follow once they are loaded. */
export function createCodeEditor({ parent, code, onChange, onRun, onProblems }: EditorOptions): Editor {
  const types = new Compartment()
  const state = EditorState.create({
    doc: code,
    extensions: [
      lineNumbers(),
      highlightActiveLineGutter(),
      highlightActiveLine(),
      history(),
      drawSelection(),
      indentOnInput(),
      bracketMatching(),
      closeBrackets(),
      highlightSelectionMatches(),
      syntaxHighlighting(classHighlighter),
      javascript({ typescript: true }),
      lintGutter(),
      types.of(autocompletion()),
      EditorState.tabSize.of(2),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ 'aria-label': 'Program', tabindex: '0' }),
      // Tab moves the focus, as in every other field of the page.
      Prec.highest(
        keymap.of([
          {
            key: 'Mod-Enter',
            run: () => {
              onRun()
              return true
            },
          },
        ]),
      ),
      keymap.of([
        ...closeBracketsKeymap,
        ...defaultKeymap,
        ...searchKeymap,
        ...historyKeymap,
        ...completionKeymap,
        ...lintKeymap,
      ]),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) onChange()
        if (isTyped) onProblems(diagnosticCount(update.state))
      }),
    ],
  })
  let isTyped = false
  const view = new EditorView({ state, parent })
  const connection = connectTypes()
  const addTypes = async (worker: Types) => {
    await worker.updateFile({ path: programPath, code: view.state.doc.toString() })
    isTyped = true
    view.dispatch({
      effects: types.reconfigure([
        tsFacetWorker.of({ worker, path: programPath }),
        tsSyncWorker(),
        tsLinterWorker(),
        autocompletion({ override: [tsAutocompleteWorker()] }),
        tsHoverWorker(),
      ]),
    })
    // The program may have changed before this update.
    await worker.updateFile({ path: programPath, code: view.state.doc.toString() })
    forceLinting(view)
  }
  // Without types, the editor still works: they need TypeScript, the largest file of the playground.
  connection.ready.then(addTypes).catch(() => onProblems(undefined))

  return {
    getCode: () => view.state.doc.toString(),
    setCode(next) {
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: next },
        selection: { anchor: 0 },
      })
      view.scrollDOM.scrollTop = 0
    },
    showLine(number) {
      const line = view.state.doc.line(Math.min(Math.max(number, 1), view.state.doc.lines))
      view.dispatch({ selection: { anchor: line.from, head: line.to }, scrollIntoView: true })
      view.focus()
    },
    destroy() {
      connection.close()
      view.destroy()
    },
  }
}
