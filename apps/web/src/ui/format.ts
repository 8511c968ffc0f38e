const time = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const seconds = new Intl.DateTimeFormat('en', { timeStyle: 'medium', hourCycle: 'h23' })
const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' })

/** Formats a time to the minute: `14:03` for today, otherwise `Nov 3, 2026, 14:03`. */
export function formatMoment(iso: string, now: number): string {
  const date = new Date(iso)
  if (Number.isNaN(date.getTime())) return 'unknown'
  const onDay = day.format(date)
  return onDay === day.format(now) ? time.format(date) : `${onDay}, ${time.format(date)}`
}

/** Formats a time of day to the second: `14:03:22`. */
export function formatTimeOfDay(at: number): string {
  return seconds.format(at)
}

/** Formats a duration: `under a minute`, `12 min`, `2 h 5 min`. */
export function formatDuration(fromIso: string, toIso: string): string {
  const minutes = Math.floor((Date.parse(toIso) - Date.parse(fromIso)) / 60_000)
  if (Number.isNaN(minutes)) return 'unknown'
  if (minutes < 1) return 'under a minute'
  if (minutes < 60) return `${minutes} min`
  const rest = minutes % 60
  return rest === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${rest} min`
}

/** Formats a file size: `under 0.1 MB`, `12.3 MB`. */
export function formatSize(megabytes: number): string {
  return megabytes < 0.1 ? 'under 0.1 MB' : `${megabytes.toFixed(1)} MB`
}
