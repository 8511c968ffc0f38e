import { useMutation } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { network } from '../api/network.ts'
import { Button } from '../ui/button.tsx'
import { Switch } from '../ui/switch.tsx'
import { emulator, moveClock } from './emulator-api.ts'
import { tokenFaults } from './fault-kinds.ts'
import { RevokeSwitch } from './revoke-switch.tsx'
import { useFaults } from './use-faults.ts'

/** Switches that break the renewal of the join token, next to the call. */
export default function FaultSwitches() {
  const { isOn, set } = useFaults()
  const isOffline = useSyncExternalStore(network.subscribe, network.isOffline)
  const clock = useMutation({ mutationFn: (advance_secs: number) => moveClock(emulator, { advance_secs }) })

  return (
    <section className="fault-switches" aria-label="Simulate faults">
      <h3>Simulate faults</h3>
      <div className="fault-switch-list">
        {Object.entries(tokenFaults).map(([name, kind]) => (
          <Switch
            key={name}
            label={kind.label}
            isSelected={isOn(kind)}
            onChange={(isOn) => set(kind, isOn)}
          />
        ))}
        <Switch
          label="Offline"
          isSelected={isOffline}
          onChange={(isOffline) => network.setOffline(isOffline)}
        />
        <RevokeSwitch />
      </div>
      <div className="row">
        <span className="text-muted">Server’s clock</span>
        <Button onPress={() => clock.mutate(60)}>+1 min</Button>
        <Button onPress={() => clock.mutate(3_600)}>+1 h</Button>
      </div>
    </section>
  )
}
