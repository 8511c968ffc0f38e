import { type CallLabels, Chat, ControlBar, TileGrid } from '@greenroom/ui'
import { type CSSProperties, useEffect, useRef, useState } from 'react'
import type { GalleryPart } from '../gallery-state.ts'
import { useScriptedMedia } from '../scripted-media.ts'
import { conversation, crowd } from '../scripted-people.ts'
import { ScriptedRoom } from '../scripted-room.tsx'
import type { RoomScript } from '../scripted-vendor.ts'
import { readThemeVariables, type ThemeVariable } from '../theme-variables.ts'

const room: RoomScript = { people: crowd(3), messages: conversation.slice(0, 3) }

/** The variables of the style sheet with their values, and a small call that shows changes to them. */
function Theming({ labels }: { readonly labels: CallLabels }) {
  const [variables, setVariables] = useState<readonly ThemeVariable[]>([])
  const [changes, setChanges] = useState<ReadonlyMap<string, string>>(new Map())
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    if (list.current) setVariables(readThemeVariables(list.current))
  }, [])
  return (
    <div className="gallery-theming">
      <div className="gallery-theming-call gr-root" style={Object.fromEntries(changes) as CSSProperties}>
        <ThemedCall labels={labels} />
      </div>
      <ul ref={list} className="gallery-variables gr-root">
        {variables.map(({ name, value, isColor }) => (
          <li key={name}>
            <label className="gallery-variable">
              {isColor ? (
                <span
                  className="gallery-swatch"
                  style={{ background: changes.get(name) ?? `var(--_${name.slice(2)})` }}
                />
              ) : null}
              <code>{name}</code>
              <input
                className="gr-input"
                value={changes.get(name) ?? value}
                spellCheck={false}
                onChange={({ currentTarget }) => setChanges(new Map(changes).set(name, currentTarget.value))}
              />
            </label>
          </li>
        ))}
      </ul>
    </div>
  )
}

function ThemedCall({ labels }: { readonly labels: CallLabels }) {
  const media = useScriptedMedia({ microphone: 'off' })
  return (
    <ScriptedRoom room={room}>
      {(live, participants) => (
        <>
          <div className="gallery-theming-tiles">
            <TileGrid room={live} participants={participants} labels={labels} />
          </div>
          <ControlBar media={media} onLeave={() => undefined} labels={labels} />
          <div className="gallery-theming-chat">
            <Chat room={live} labels={labels} />
          </div>
        </>
      )}
    </ScriptedRoom>
  )
}

export const themingPart: GalleryPart = {
  name: 'Theming',
  states: [
    {
      id: 'theming',
      title: 'Variables',
      render: (labels) => <Theming labels={labels} />,
      ready: '.gallery-variable',
    },
  ],
}
