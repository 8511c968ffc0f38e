import type { RoomParticipant, RoomSession } from '@greenroom/core/video'
import { useCreateComposition, useRecordings } from '@greenroom/react'
import { getParticipantName } from '@greenroom/ui'
import { useState } from 'react'
import { describeError } from '../errors/error-message.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { formatMoment } from '../ui/format.ts'
import { Select } from '../ui/select.tsx'
import { Switch } from '../ui/switch.tsx'
import { LayoutCanvas } from './layout-canvas.tsx'
import { RegionFields } from './region-fields.tsx'
import {
  parseResolution,
  presets,
  type Region,
  resolutions,
  showAllSources,
  toVideoLayout,
} from './video-layout.ts'

export interface ComposeDialogProps {
  readonly sessions: readonly RoomSession[]
  readonly participants: readonly RoomParticipant[]
  readonly onClose: () => void
}

type Preset = keyof typeof presets
const presetNames = Object.keys(presets) as Preset[]

/** Creates a composition of a session's recordings, with a layout that the user draws. */
export default function ComposeDialog({ sessions, participants, onClose }: ComposeDialogProps) {
  const [sessionId, setSessionId] = useState(sessions[0]?.id ?? '')
  const [resolution, setResolution] = useState<string>(resolutions[0])
  const [preset, setPreset] = useState<Preset>('Grid')
  const frame = parseResolution(resolution)
  const [regions, setRegions] = useState<readonly Region[]>(() => presets.Grid(frame))
  const [selected, setSelected] = useState(0)
  const [hasAudio, setHasAudio] = useState(true)
  const videos = useVideos(sessionId, participants)
  const create = useCreateComposition()

  const applyPreset = (name: Preset, size: string) => {
    setPreset(name)
    setResolution(size)
    setRegions(presets[name](parseResolution(size)))
    setSelected(0)
  }
  const change = (index: number, region: Region) =>
    setRegions(regions.map((current, currentIndex) => (currentIndex === index ? region : current)))
  const region = regions[selected]

  return (
    <FormDialog
      title="New composition"
      variant="wide"
      submitLabel="Compose"
      isPending={create.isPending}
      error={create.isError ? describeError(create.error, 'session') : undefined}
      onSubmit={() =>
        create.mutate(
          {
            session_id: sessionId,
            resolution,
            video_layout: toVideoLayout(regions),
            audio_sources: hasAudio ? ['*'] : null,
          },
          { onSuccess: onClose },
        )
      }
      onClose={onClose}
    >
      <div className="compose-options">
        <Select
          label="Session"
          options={sessions.map((session) => ({ id: session.id, name: sessionName(session) }))}
          value={sessionId}
          onChange={(key) => {
            setSessionId(String(key))
            setRegions(showAllSources(regions))
          }}
        />
        <Select
          label="Layout"
          options={presetNames.map((name) => ({ id: name, name }))}
          value={preset}
          onChange={(key) => applyPreset(presetNames.find((name) => name === key) ?? 'Grid', resolution)}
        />
        <Select
          label="Size"
          options={resolutions.map((size) => ({ id: size, name: size.replace('x', ' × ') }))}
          value={resolution}
          onChange={(key) => applyPreset(preset, String(key))}
        />
      </div>
      <LayoutCanvas
        frame={frame}
        regions={regions}
        getVideoCount={({ sources }) => (sources === '*' ? videos.length : sources.length)}
        selected={selected}
        onSelect={setSelected}
        onChange={change}
      />
      {region === undefined ? null : (
        <RegionFields
          region={region}
          frame={frame}
          videos={videos}
          onChange={(next) => change(selected, next)}
        />
      )}
      <Switch label="Include audio" isSelected={hasAudio} onChange={setHasAudio} />
    </FormDialog>
  )
}

/** Returns the video recordings of a session, named after their participants. */
function useVideos(sessionId: string, participants: readonly RoomParticipant[]) {
  const { data } = useRecordings(
    { filter: { session_id: sessionId, type: 'video' }, page: { size: 50 } },
    { enabled: sessionId !== '' },
  )
  const names = new Map(participants.map((participant) => [participant.id, getParticipantName(participant)]))
  return (data?.data ?? []).map(({ id, participant_id: participantId }) => ({
    id,
    name: names.get(participantId ?? '') ?? `Recording ${id.slice(0, 4)}`,
  }))
}

function sessionName({ created_at: from, participants }: RoomSession): string {
  const count = participants?.length ?? 0
  return `${from ? formatMoment(from, Date.now()) : 'Unknown time'}, ${count} ${count === 1 ? 'participant' : 'participants'}`
}
