import type { AnyEndpoint, Client, Page } from '@greenroom/core'
import type {
  Room,
  RoomComposition,
  RoomParticipant,
  RoomRecording,
  RoomSession,
  roomRecordings,
  roomSessions,
  rooms,
} from '@greenroom/core/video'
import type {
  InfiniteData,
  SkipToken,
  UseInfiniteQueryResult,
  UseMutationResult,
  UseQueryResult,
  UseSuspenseInfiniteQueryResult,
  UseSuspenseQueryResult,
} from '@tanstack/react-query'
import { expectTypeOf, it } from 'vitest'
import type * as hooks from '../src/index.ts'
import {
  infiniteQuery,
  type ListEndpoint,
  type MutationEndpoint,
  mutation,
  type QueryEndpoint,
  query,
  queryKey,
} from '../src/query.ts'

type Hooks = typeof hooks
type ResultOf<Name extends keyof Hooks> = Hooks[Name] extends (...args: never[]) => infer Result
  ? Result
  : never

it('types the data of a query hook by its endpoint', () => {
  expectTypeOf<ResultOf<'useRooms'>>().toEqualTypeOf<UseQueryResult<unknown, Error>>()
  const queries = (use: Hooks) => ({
    rooms: use.useRooms().data,
    room: use.useRoom('r').data,
    sessions: use.useSessions('r').data,
    session: use.useSession('s', { live: false }).data,
    participants: use.useParticipants('s').data,
    recordings: use.useRecordings().data,
    recording: use.useRecording('r').data,
    compositions: use.useCompositions().data,
    composition: use.useComposition({ room_composition_id: 'c' }).data,
    selected: use.useSession('s', { select: ({ active }) => active === true }).data,
  })
  expectTypeOf<ReturnType<typeof queries>>().toEqualTypeOf<{
    rooms: Page<Room> | undefined
    room: Room | undefined
    sessions: Page<RoomSession> | undefined
    session: RoomSession | undefined
    participants: Page<RoomParticipant> | undefined
    recordings: Page<RoomRecording> | undefined
    recording: RoomRecording | undefined
    compositions: Page<RoomComposition> | undefined
    composition: RoomComposition | undefined
    selected: boolean | undefined
  }>()
})

it('accepts ids that are not known yet, except in Suspense hooks', () => {
  const pending = (use: Hooks, id: string | null | undefined, skip: SkipToken) => [
    use.useRoom(id),
    use.useSession({ room_session_id: id, include_participants: true }),
    use.useInfiniteSessions(id ? { room_id: id } : skip),
    use.useRecordings(skip, { retry: undefined, staleTime: undefined }),
    use.useMutedParticipants(id),
    use.useJoinToken(id ?? skip),
    // @ts-expect-error: a Suspense hook cannot wait.
    use.useSuspenseRoom(id),
    // @ts-expect-error: nor can it skip.
    use.useSuspenseRooms(skip),
  ]
  expectTypeOf(pending).toBeFunction()
})

it('types the data of a Suspense hook as present', () => {
  const queries = (use: Hooks) => ({
    room: use.useSuspenseRoom('r'),
    names: use.useSuspenseRooms({}, { select: ({ data }) => data.map(({ unique_name }) => unique_name) }),
    sessions: use.useSuspenseSessions('r').data,
    session: use.useSuspenseSession('s').data,
    participants: use.useSuspenseParticipants('s').data,
    recordings: use.useSuspenseRecordings().data,
    recording: use.useSuspenseRecording('r').data,
    compositions: use.useSuspenseCompositions().data,
    composition: use.useSuspenseComposition('c').data,
  })
  expectTypeOf<ReturnType<typeof queries>>().toEqualTypeOf<{
    room: UseSuspenseQueryResult<Room, Error>
    names: UseSuspenseQueryResult<(string | null | undefined)[], Error>
    sessions: Page<RoomSession>
    session: RoomSession
    participants: Page<RoomParticipant>
    recordings: Page<RoomRecording>
    recording: RoomRecording
    compositions: Page<RoomComposition>
    composition: RoomComposition
  }>()
})

it('types the data of an infinite hook as pages with their inputs, or as the result of select', () => {
  const queries = (use: Hooks) => ({
    rooms: use.useInfiniteRooms(),
    sessions: use.useInfiniteSessions('r').data,
    participants: use.useSuspenseInfiniteParticipants('s').data,
    recordings: use.useSuspenseInfiniteRecordings(),
    compositions: use.useInfiniteCompositions({}, { select: ({ pages }) => pages.length }).data,
  })
  expectTypeOf<ReturnType<typeof queries>>().toEqualTypeOf<{
    rooms: UseInfiniteQueryResult<InfiniteData<Page<Room>, rooms.ListInput>, Error>
    sessions: InfiniteData<Page<RoomSession>, roomSessions.ListByRoomInput> | undefined
    participants: InfiniteData<Page<RoomParticipant>, roomSessions.ListParticipantsInput>
    recordings: UseSuspenseInfiniteQueryResult<
      InfiniteData<Page<RoomRecording>, roomRecordings.ListInput>,
      Error
    >
    compositions: number | undefined
  }>()
})

it('types a mutation by its endpoint’s input and output', () => {
  type Result<Output, Input> = UseMutationResult<Output, Error, Input>
  expectTypeOf<ResultOf<'useCreateRoom'>>().toEqualTypeOf<Result<Room, rooms.CreateInput>>()
  expectTypeOf<ResultOf<'useUpdateRoom'>>().toEqualTypeOf<Result<Room, rooms.UpdateInput>>()
  expectTypeOf<ResultOf<'useDeleteRoom'>>().toEqualTypeOf<Result<void, rooms.DeleteInput>>()
  expectTypeOf<ResultOf<'useEndSession'>>().toEqualTypeOf<
    Result<roomSessions.ActionResult, roomSessions.EndInput>
  >()
  expectTypeOf<ResultOf<'useKickParticipants'>>().toEqualTypeOf<
    Result<roomSessions.ActionResult, roomSessions.ParticipantsInput>
  >()
  expectTypeOf<ResultOf<'useMutedParticipants'>>().toEqualTypeOf<readonly string[]>()
})

it('rejects unknown options and inputs at compile time', () => {
  const wrong = (use: Hooks) => [
    // @ts-expect-error: the key is the hook's.
    use.useRoom('r', { queryKey: ['mine'] }),
    // @ts-expect-error: a room has no such field.
    use.useRoom('r', { select: ({ color }) => color }),
    // @ts-expect-error: Suspense hooks cannot be disabled.
    use.useSuspenseRoom('r', { enabled: false }),
    // @ts-expect-error: rooms are not live.
    use.useRooms({}, { live: true }),
    // @ts-expect-error: a session is queried by its id.
    use.useSession({}),
    // @ts-expect-error: the function is the hook's.
    use.useCreateRoom({ mutationFn: async () => undefined }),
    // @ts-expect-error: participants are ids, or all.
    use.useKickParticipants().mutate({ room_session_id: 's', participants: 'some' }),
  ]
  expectTypeOf(wrong).toBeFunction()
})

it('explains at compile time why an endpoint cannot be a query, a list or a mutation', () => {
  type NoQuery = 'Only GET endpoints can be queries: use mutation() for this one'
  type NoMutation = 'GET endpoints cannot be mutations: use query() for this one'
  type NoList = 'This endpoint does not return pages: pass one that does, such as rooms.list'
  expectTypeOf<QueryEndpoint<typeof rooms.create>>().toEqualTypeOf<NoQuery>()
  expectTypeOf<QueryEndpoint<typeof rooms.retrieve>>().toEqualTypeOf<typeof rooms.retrieve>()
  expectTypeOf<QueryEndpoint<AnyEndpoint>>().toEqualTypeOf<AnyEndpoint>()
  expectTypeOf<MutationEndpoint<typeof rooms.list>>().toEqualTypeOf<NoMutation>()
  expectTypeOf<MutationEndpoint<typeof rooms.delete>>().toEqualTypeOf<typeof rooms.delete>()
  expectTypeOf<MutationEndpoint<AnyEndpoint>>().toEqualTypeOf<AnyEndpoint>()
  expectTypeOf<ListEndpoint<typeof rooms.retrieve>>().toEqualTypeOf<NoList>()
  const wrong = (client: Client, module: typeof rooms) => [
    // @ts-expect-error: a call that creates is no query.
    query(client, module.create),
    // @ts-expect-error: its key neither.
    queryKey(module.create),
    // @ts-expect-error: one room has no pages.
    infiniteQuery(client, module.retrieve, { room_id: 'r' }),
    // @ts-expect-error: a call that reads is no mutation.
    mutation(client, module.retrieve),
  ]
  expectTypeOf(wrong).toBeFunction()
})
