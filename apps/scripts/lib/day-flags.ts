/** Returns the flags `--from` and `--to`, which limit a list of `items` by the day on which each started. */
export function dayFlags(items: string) {
  const common = { type: 'text', placeholder: '<day>' } as const
  return {
    from: { ...common, description: `only ${items} that started on or after this day: 2026-01-31` },
    to: { ...common, description: `only ${items} that started on or before this day` },
  } as const
}
