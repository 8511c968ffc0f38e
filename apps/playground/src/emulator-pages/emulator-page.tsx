import { type ReactNode, useEffect, useRef, useState } from 'react'
import * as v from 'valibot'
import type { PageName, Session, SessionState } from '../app/session.ts'
import { frameDocument } from './frame-document.ts'

/** A message of the script in the frame. */
const FromFrame = v.variant('type', [
  v.object({
    type: v.literal('request'),
    id: v.number(),
    method: v.string(),
    path: v.pipe(v.string(), v.startsWith('/')),
    body: v.optional(v.string()),
    contentType: v.optional(v.string()),
  }),
  v.object({ type: v.literal('open'), path: v.pipe(v.string(), v.startsWith('/')) }),
])

/** What an emulator's page is shown with. */
export interface EmulatorPageProps {
  readonly name: PageName
  readonly title: string
  /** Path and query of the page. */
  readonly path: string
  readonly session: Session
  readonly state: SessionState
  /** Value of `color-scheme`. */
  readonly colorScheme: string
  /** Is called for a link to another page of the emulator. */
  readonly onOpen: (path: string) => void
}

/**
 * Shows a page of the program's emulator. Its frame has no origin, because the program determines what the
 * page shows, and reaches the emulator through this component.
 */
export function EmulatorPage(props: EmulatorPageProps): ReactNode {
  const { name, title, path, session, state, colorScheme, onOpen } = props
  const frame = useRef<HTMLIFrameElement>(null)
  const [html, setHtml] = useState('')
  const { sandbox, changes } = state
  const post = (message: object) => frame.current?.contentWindow?.postMessage(message, '*')

  useEffect(() => {
    let isCurrent = true
    const show = (page: string) => {
      if (isCurrent) setHtml(frameDocument(page, path))
    }
    // If the emulator cannot be loaded, the console shows why after the first run.
    session.page(name).then(show, () => undefined)
    return () => {
      isCurrent = false
    }
  }, [session, name, path])

  useEffect(() => {
    const receive = ({ source, data }: MessageEvent) => {
      if (source === null || source !== frame.current?.contentWindow) return
      const message = v.safeParse(FromFrame, data)
      if (!message.success) return
      if (message.output.type === 'open') return onOpen(message.output.path)
      const { type: _, id, ...request } = message.output
      const reply = (response: object) => source.postMessage({ id, ...response }, { targetOrigin: '*' })
      session.request(request).then(
        ({ status, contentType, body }) => reply({ type: 'response', status, contentType, body }),
        () => reply({ type: 'stopped' }),
      )
    }
    addEventListener('message', receive)
    return () => removeEventListener('message', receive)
  }, [session, onOpen])

  // Each change is one message, as is a new emulator.
  useEffect(() => {
    post({ type: 'changed' })
  }, [sandbox, changes])
  useEffect(() => {
    post({ type: 'theme', theme: colorScheme })
  }, [colorScheme])

  // An empty document that is replaced at once may remain, so the frame begins with its document.
  if (html === '') return <p className="hint">Loading the emulator …</p>
  return (
    <iframe
      key={path}
      ref={frame}
      title={title}
      className="emulator-page"
      sandbox="allow-scripts allow-forms"
      srcDoc={html}
      onLoad={() => post({ type: 'theme', theme: colorScheme })}
    />
  )
}
