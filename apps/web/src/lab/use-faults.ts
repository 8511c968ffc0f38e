import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { addFault, clearFaults, type EmulatorFault, emulator, listFaults } from './emulator-api.ts'
import { type FaultKind, isOfKind } from './fault-kinds.ts'

/** The query for the active faults. */
export const faultsQuery = queryOptions({
  queryKey: ['emulator', 'faults'],
  queryFn: ({ signal }) => listFaults(emulator, {}, { signal }),
  refetchInterval: 3_000,
})

/** Returns the active faults and functions that change them. */
export function useFaults() {
  const client = useQueryClient()
  const { data } = useQuery(faultsQuery)
  const faults: readonly EmulatorFault[] = data?.data ?? []
  // The emulator can only remove all faults at once, so add the remaining ones again.
  const change = useMutation({
    mutationFn: async (next: readonly EmulatorFault[]) => {
      await clearFaults(emulator)
      for (const fault of next) await addFault(emulator, fault)
    },
    onSettled: () => client.invalidateQueries({ queryKey: faultsQuery.queryKey }),
  })
  return {
    faults,
    isChanging: change.isPending,
    error: change.error,
    isOn: (kind: FaultKind) => faults.some((fault) => isOfKind(fault, kind)),
    set: (kind: FaultKind, isOn: boolean) => {
      const others = faults.filter((fault) => !isOfKind(fault, kind))
      change.mutate(isOn ? [...others, kind.fault] : others)
    },
    add: (fault: EmulatorFault) => change.mutate([...faults, fault]),
    clear: () => change.mutate([]),
  }
}
