import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Form } from 'react-aria-components/Form'
import { describeError } from '../errors/error-message.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { NumberField } from '../ui/number-field.tsx'
import { Select } from '../ui/select.tsx'
import { describeFault } from './describe-fault.ts'
import { type EmulatorFault, emulator, info } from './emulator-api.ts'
import FaultSwitches from './fault-switches.tsx'
import { useFaults } from './use-faults.ts'

const kinds: Readonly<Record<string, { readonly name: string; readonly fault: EmulatorFault }>> = {
  500: { name: 'Respond with 500', fault: { status: 500 } },
  503: { name: 'Respond with 503, retry after 2 s', fault: { status: 503, headers: { 'retry-after': '2' } } },
  429: { name: 'Respond with 429, retry after 5 s', fault: { status: 429, headers: { 'retry-after': '5' } } },
  404: { name: 'Respond with 404', fault: { status: 404 } },
  delay: { name: 'Delay by 5 s', fault: { delay_ms: 5_000 } },
  lost: { name: 'Run, but lose the response', fault: { when: 'after', drop: true } },
  drop: { name: 'Close the connection', fault: { drop: true } },
  stall: { name: 'Stall halfway through the response', fault: { stall: true } },
}

/** A form that adds faults to the emulated API, and the list of active faults. */
export function FaultsCard() {
  const { faults, add, clear, isChanging, error } = useFaults()
  const { data } = useQuery({
    queryKey: ['emulator', 'endpoints'],
    queryFn: ({ signal }) => info(emulator, {}, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    select: ({ endpoints }) => endpoints.filter(({ path }) => path.startsWith('/room')),
  })
  const [call, setCall] = useState('any')
  const [kind, setKind] = useState('500')
  const [times, setTimes] = useState(1)
  const calls = (data ?? []).map(({ method, path }) => ({
    id: `${method} ${path}`,
    name: `${method} ${path}`,
  }))

  return (
    <section className="card lab-card" aria-labelledby="lab-faults">
      <h2 id="lab-faults">Faults</h2>
      <FaultSwitches />
      <Form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          const [method, path] = call.split(' ')
          add({ ...(path !== undefined && { method, path }), ...kinds[kind]?.fault, times })
        }}
      >
        <h3>Add a fault</h3>
        <Select
          label="API call"
          options={[{ id: 'any', name: 'Any API call' }, ...calls]}
          value={call}
          onChange={(key) => setCall(String(key))}
        />
        <Select
          label="Effect"
          options={Object.entries(kinds).map(([id, { name }]) => ({ id, name }))}
          value={kind}
          onChange={(key) => setKind(String(key))}
        />
        <NumberField label="How many times" minValue={1} maxValue={1000} value={times} onChange={setTimes} />
        <div className="row">
          <Button type="submit" variant="primary" isPending={isChanging}>
            Add
          </Button>
          <Button onPress={clear} isDisabled={faults.length === 0}>
            Clear all
          </Button>
        </div>
      </Form>
      {error ? <Notice message={describeError(error)} /> : null}
      {faults.length === 0 ? (
        <p className="text-muted">No active faults.</p>
      ) : (
        <ul className="lab-list" aria-label="Active faults">
          {faults.map((fault, index) => (
            <li key={`${describeFault(fault)} ${index}`}>{describeFault(fault)}</li>
          ))}
        </ul>
      )}
    </section>
  )
}
