import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useUser } from '../session/user-context.ts'
import { Switch } from '../ui/switch.tsx'
import * as blockedNames from './blocked-names-api.ts'
import { emulator } from './emulator-api.ts'

const blockedQuery = queryOptions({
  queryKey: ['emulator', 'blocked-names'],
  queryFn: ({ signal }) => blockedNames.retrieve(emulator, {}, { signal }),
})

/** A switch that makes the gateway reject all requests of the signed-in user, including token renewals. */
export function RevokeSwitch() {
  const { name } = useUser()
  const client = useQueryClient()
  const { data } = useQuery(blockedQuery)
  const change = useMutation({
    mutationFn: (isBlocked: boolean) => blockedNames.update(emulator, { names: isBlocked ? [name] : [] }),
    onSuccess: (blocked) => client.setQueryData(blockedQuery.queryKey, blocked),
  })
  return (
    <Switch
      label="Access revoked"
      isSelected={data?.names.includes(name) ?? false}
      isDisabled={change.isPending}
      onChange={(isBlocked) => change.mutate(isBlocked)}
    />
  )
}
