import { type ReactNode, useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import { EmulatorPage } from '../emulator-pages/emulator-page.tsx'
import { type ExampleId, isExampleId } from '../examples/examples.ts'
import { loadExample } from '../examples/load-example.ts'
import { exampleHash, programHash, readHash } from '../link/program-link.ts'
import { Console } from './console.tsx'
import { keepProgram, type OpenedProgram, readKeptProgram } from './kept-program.ts'
import { createProgramEditor, type ProgramEditor } from './program-editor.ts'
import { createSession } from './session.ts'
import { StatusBar } from './status-bar.tsx'
import { colorScheme, useTheme } from './theme.ts'
import { Toolbar } from './toolbar.tsx'
import { useMediaQuery } from './use-media-query.ts'

const session = createSession()
const firstExample: ExampleId = 'client'

const openExample = (id: ExampleId): OpenedProgram => ({ hash: exampleHash(id), code: loadExample(id) })

type TabId = 'code' | 'console' | 'inspector' | 'phone'

/** The playground. */
export function App(): ReactNode {
  const state = useSyncExternalStore(session.subscribe, session.getState)
  const isNarrow = useMediaQuery('(width < 56rem)')
  const scheme = colorScheme(useTheme())
  const [tab, setTab] = useState<TabId>('code')
  const [example, setExample] = useState<ExampleId | undefined>(firstExample)
  const [notice, setNotice] = useState('')
  const [problems, setProblems] = useState<number>()
  const [phonePath, setPhonePath] = useState('/phone')
  const opened = useRef(openExample(firstExample))
  const editor = useProgramEditor({
    onChange: () => keepProgram(opened.current, editor.getCode()),
    onRun: () => run(),
    onProblems: setProblems,
  })
  // On a small screen, the editor is one of the tabs.
  const shownTab = tab === 'code' && !isNarrow ? 'console' : tab

  const run = () => {
    void session.run(editor.getCode())
    if (isNarrow) setTab('console')
  }
  const stop = useCallback(() => session.stop(), [])
  const showLine = (line: number) => {
    if (isNarrow) setTab('code')
    // A hidden editor cannot have the focus.
    setTimeout(() => editor.showLine(line))
  }
  const openPage = useCallback((path: string) => {
    if (path.startsWith('/phone')) setPhonePath(path)
    setTab(path.startsWith('/phone') ? 'phone' : 'inspector')
  }, [])
  const chooseExample = (id: ExampleId) => {
    opened.current = openExample(id)
    setExample(id)
    setNotice('')
    editor.setCode(opened.current.code)
    history.replaceState(null, '', opened.current.hash)
  }
  const reset = () => {
    session.reset()
    setNotice('')
    if (editor.getCode() !== opened.current.code) editor.setCode(opened.current.code)
  }
  const share = async () => {
    try {
      const code = editor.getCode()
      opened.current = { hash: await programHash(code), code }
      keepProgram(opened.current, editor.getCode())
      history.replaceState(null, '', opened.current.hash)
      setExample(undefined)
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      return setNotice(error.message)
    }
    try {
      await navigator.clipboard.writeText(location.href)
      setNotice('The link was copied.')
    } catch {
      setNotice('The link is in the address bar.')
    }
  }

  useEffect(() => {
    const open = (program: OpenedProgram, text: string) => {
      opened.current = program
      const kept = readKeptProgram(program.hash)
      editor.setCode(kept ?? program.code)
      setNotice(kept === undefined ? text : 'Your changes were kept. Reset discards them.')
    }
    const read = async () => {
      const { hash } = location
      const target = await readHash(hash)
      if (target.kind === 'code') {
        setExample(undefined)
        open({ hash, code: target.code }, 'This program came with the link. It runs when you press Run.')
      } else if (target.kind === 'example' && isExampleId(target.id)) {
        setExample(target.id)
        open(openExample(target.id), '')
      } else if (target.kind !== 'none') setNotice('The link has no program that can be read.')
    }
    // Without a link, the page shows the first example.
    if (location.hash === '') open(opened.current, '')
    else void read()
    const onHashChange = () => void read()
    addEventListener('hashchange', onHashChange)
    return () => removeEventListener('hashchange', onHashChange)
  }, [editor])

  const pageProps = { session, state, colorScheme: scheme, onOpen: openPage }
  return (
    <div className="app">
      <Toolbar
        state={state}
        example={example}
        onExample={chooseExample}
        onRun={run}
        onStop={stop}
        onReset={reset}
        onShare={() => void share()}
      />
      <main>
        <Tabs
          className="workspace"
          selectedKey={shownTab}
          onSelectionChange={(key) => setTab(key as TabId)}
          data-layout={isNarrow ? 'stacked' : 'columns'}
        >
          {isNarrow ? null : (
            <section className="code-pane" aria-label="Program">
              <EditorSlot editor={editor} />
            </section>
          )}
          <TabList aria-label="Views" className="tabs">
            {isNarrow ? <Tab id="code">Code</Tab> : null}
            <Tab id="console">Console</Tab>
            <Tab id="inspector">Inspector</Tab>
            <Tab id="phone">Phone</Tab>
          </TabList>
          {isNarrow ? (
            <TabPanel id="code" className="panel">
              <EditorSlot editor={editor} />
            </TabPanel>
          ) : null}
          <TabPanel id="console" className="panel">
            <Console state={state} onLine={showLine} onStop={stop} />
          </TabPanel>
          <TabPanel id="inspector" className="panel">
            <EmulatorPage name="inspector" title="Inspector" path="/" {...pageProps} />
          </TabPanel>
          <TabPanel id="phone" className="panel">
            <EmulatorPage name="phone" title="Phone" path={phonePath} {...pageProps} />
          </TabPanel>
        </Tabs>
      </main>
      <StatusBar state={state} problems={problems} notice={notice} />
    </div>
  )
}

/** Returns the editor of the page, which is created once. */
function useProgramEditor(options: {
  readonly onChange: () => void
  readonly onRun: () => void
  readonly onProblems: (count: number | undefined) => void
}): ProgramEditor {
  const latest = useRef(options)
  useEffect(() => {
    latest.current = options
  })
  const [editor] = useState(() =>
    createProgramEditor({
      code: loadExample(firstExample),
      // Programs can run before the editor is loaded, which is larger.
      isReady: session.page('inspector').catch(() => undefined),
      onChange: () => latest.current.onChange(),
      onRun: () => latest.current.onRun(),
      onProblems: (count) => latest.current.onProblems(count),
    }),
  )
  return editor
}

/** The place of the editor. Another layout moves the same editor, with its history. */
function EditorSlot({ editor }: { readonly editor: ProgramEditor }): ReactNode {
  const slot = useRef<HTMLDivElement>(null)
  useEffect(() => {
    slot.current?.append(editor.element)
    return () => editor.element.remove()
  }, [editor])
  return <div ref={slot} className="editor-slot" />
}
