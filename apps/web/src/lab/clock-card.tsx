import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { describeError } from '../errors/error-message.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { createRooms } from './create-rooms.ts'
import { emulator, info, moveClock, reset } from './emulator-api.ts'

const steps = [
  { label: '+1 min', secs: 60 },
  { label: '+10 min', secs: 600 },
  { label: '+1 h', secs: 3_600 },
  { label: '+1 day', secs: 86_400 },
] as const

const time = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' })

/** Controls for the emulator's clock and data. */
export function ClockCard() {
  const client = useQueryClient()
  const { data } = useQuery({
    queryKey: ['emulator', 'info'],
    queryFn: ({ signal }) => info(emulator, {}, { signal }),
    refetchInterval: 1_000,
  })
  // Any query may have a different result now.
  const onSuccess = () => client.invalidateQueries()
  const move = useMutation({
    mutationFn: (secs: number) => moveClock(emulator, { advance_secs: secs }),
    onSuccess,
  })
  const resetData = useMutation({ mutationFn: () => reset(emulator, { seed: 'demo' }), onSuccess })
  const fill = useMutation({ mutationFn: () => createRooms(1_000), onSuccess })
  const error = move.error ?? resetData.error ?? fill.error
  return (
    <section className="card lab-card" aria-labelledby="lab-clock">
      <h2 id="lab-clock">Clock</h2>
      <p>
        <span className="lab-time">{data ? time.format(new Date(data.now)) : '…'}</span>
      </p>
      <p className="text-muted">
        Moving the clock expires tokens and links, and completes recordings and compositions.
      </p>
      <div className="row">
        {steps.map(({ label, secs }) => (
          <Button key={label} onPress={() => move.mutate(secs)}>
            {label}
          </Button>
        ))}
      </div>
      <h3>Data</h3>
      <div className="row">
        <Button onPress={() => resetData.mutate()} isPending={resetData.isPending}>
          Reset data
        </Button>
        <Button onPress={() => fill.mutate()} isPending={fill.isPending}>
          Create 1,000 rooms
        </Button>
      </div>
      {error ? <Notice message={describeError(error)} /> : null}
    </section>
  )
}
