import { type RoomParticipant, type RoomSession, roomSessions } from '@greenroom/core/video'
import { getParticipantName } from '@greenroom/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { describeError } from '../errors/error-message.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { drop, emulator, emulatorApi } from './emulator-api.ts'

const participantsKey = ['emulator', 'participants']

/** The participants of all rooms, with buttons that kick or disconnect them. */
export function ParticipantsCard() {
  const client = useQueryClient()
  const { data } = useQuery({
    queryKey: participantsKey,
    queryFn: ({ signal }) =>
      roomSessions.list(
        emulatorApi,
        { include_participants: true, filter: { active: true }, page: { size: 50 } },
        { signal },
      ),
    refetchInterval: 2_000,
  })
  const act = useMutation({
    mutationFn: (request: () => Promise<unknown>) => request(),
    onSettled: () => client.invalidateQueries({ queryKey: participantsKey }),
  })
  const present = (data?.data ?? []).flatMap((session) =>
    (session.participants ?? [])
      .filter(({ left_at: leftAt }) => !leftAt)
      .map((participant) => ({ session, participant })),
  )
  const kick = (session: RoomSession, { id }: RoomParticipant) =>
    act.mutate(() => roomSessions.kick(emulatorApi, { room_session_id: session.id, participants: [id] }))

  return (
    <section className="card lab-card" aria-labelledby="lab-participants">
      <h2 id="lab-participants">Participants</h2>
      <p className="text-muted">
        “Kick” calls the API’s kick action. “Drop” disconnects the participant, as a device without power
        would.
      </p>
      {act.isError ? <Notice message={describeError(act.error)} /> : null}
      {present.length === 0 ? <p>No room has participants.</p> : null}
      <ul className="lab-list" aria-label="Participants in rooms">
        {present.map(({ session, participant }) => {
          const name = getParticipantName(participant)
          return (
            <li key={participant.id} className="lab-row">
              <span>{name}</span>
              <span className="row">
                <Button aria-label={`Kick ${name}`} onPress={() => kick(session, participant)}>
                  Kick
                </Button>
                <Button
                  aria-label={`Drop ${name}`}
                  onPress={() => act.mutate(() => drop(emulator, { participant_id: participant.id }))}
                >
                  Drop
                </Button>
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
