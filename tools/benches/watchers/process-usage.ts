import { readdirSync, readFileSync } from 'node:fs'

/** What a process, or several, used since they started. */
export interface ProcessUsage {
  readonly cpuMs: number
  /** Resident memory, in MB. Pages that processes share count for each. */
  readonly rssMB: number
}

/** Linux counts CPU time in ticks of 10 ms on all platforms that Node supports. */
const msPerTick = 10

/** Reads the usage of a process from `/proc`; not a number on platforms without it. */
export function usageOf(pid: number): ProcessUsage {
  const fields = statFields(String(pid))
  const memory = /^VmRSS:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1]
  return {
    cpuMs: fields ? (Number(fields[11]) + Number(fields[12])) * msPerTick : Number.NaN,
    rssMB: (Number(memory ?? Number.NaN) * 1024) / 1e6,
  }
}

/** Reads the CPU time of a process and all its descendants, in milliseconds. */
export function cpuMsOfTree(root: number): number {
  const childrenOf = new Map<string, string[]>()
  for (const pid of listProcesses()) {
    const parent = statFields(pid)?.[1] ?? ''
    childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), pid])
  }
  const processes = [String(root)]
  // The list grows while it is visited.
  for (const pid of processes) processes.push(...(childrenOf.get(pid) ?? []))
  return processes.reduce((sum, pid) => sum + (usageOf(Number(pid)).cpuMs || 0), 0)
}

/** Reads the time that all cores were busy since the machine started, in milliseconds. */
export function busyMsOfMachine(): number {
  const [user, nice, system, , , irq, softirq, steal] = read('/proc/stat').split(/\s+/).slice(1).map(Number)
  return (
    [user, nice, system, irq, softirq, steal].reduce<number>((sum, ticks) => sum + (ticks ?? 0), 0) *
    msPerTick
  )
}

function listProcesses(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  } catch {
    return []
  }
}

/** Returns the fields of `/proc/[pid]/stat` after the name of the program: state, parent and so on. */
function statFields(pid: string): string[] | undefined {
  const text = read(`/proc/${pid}/stat`)
  // The name may contain spaces and parentheses.
  return text === '' ? undefined : text.slice(text.lastIndexOf(')') + 2).split(' ')
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
