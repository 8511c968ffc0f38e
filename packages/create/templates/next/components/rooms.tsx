'use client'

import { useCreateRoom, useRooms } from '@greenroom/react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'

/** The rooms of the account, and a form that creates one. */
export function Rooms() {
  const router = useRouter()
  const rooms = useRooms()
  const create = useCreateRoom({ onSuccess: ({ id }) => router.push(`/rooms/${id}`) })
  const error = create.error ?? rooms.error
  return (
    <main>
      <h1>Rooms</h1>
      <form action={(form) => create.mutate({ unique_name: String(form.get('name')) })}>
        <input name="name" aria-label="Name of the room" placeholder="Standup" required maxLength={60} />
        <button type="submit" disabled={create.isPending}>
          New room
        </button>
      </form>
      {error && <p role="alert">{error.message}</p>}
      <ul>
        {rooms.data?.data.map(({ id, unique_name, active_session_id }) => (
          <li key={id}>
            <Link href={`/rooms/${id}`}>{unique_name}</Link> {active_session_id && <small>in a call</small>}
          </li>
        ))}
      </ul>
      {rooms.data?.data.length === 0 && <p>There are no rooms yet.</p>}
    </main>
  )
}
