import { type RoomParticipant, type RoomSession, roomSessions } from '@greenroom/core/video'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { describeError } from '../errors/error-message.ts'
import { getParticipantName } from '../room/participant-name.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { drop, emulator, emulatorApi } from './emulator-api.ts'

const peopleKey = ['emulator', 'people']

/** Everybody who is in some room, to be put out from outside of the call. */
export function ParticipantsCard() {
  const client = useQueryClient()
  const { data } = useQuery({
    queryKey: peopleKey,
    queryFn: ({ signal }) =>
      roomSessions.list(
        emulatorApi,
        { include_participants: true, filter: { active: true }, page: { size: 50 } },
        { signal },
      ),
    refetchInterval: 2_000,
  })
  const act = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSettled: () => client.invalidateQueries({ queryKey: peopleKey }),
  })
  const present = (data?.data ?? []).flatMap((session) =>
    (session.participants ?? [])
      .filter(({ left_at: leftAt }) => !leftAt)
      .map((participant) => ({ session, participant })),
  )
  const kick = (session: RoomSession, { id }: RoomParticipant) =>
    act.mutate(() => roomSessions.kick(emulatorApi, { room_session_id: session.id, participants: [id] }))

  return (
    <section className="card lab-card" aria-labelledby="lab-people">
      <h2 id="lab-people">People</h2>
      <p className="text-muted">
        Kick is the API’s action, by somebody with a key. Drop is a device that vanishes.
      </p>
      {act.isError ? <Notice message={describeError(act.error)} /> : null}
      {present.length === 0 ? <p>Nobody is in a room.</p> : null}
      <ul className="lab-list" aria-label="People in rooms">
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
