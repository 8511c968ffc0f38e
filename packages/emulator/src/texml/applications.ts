import type * as applications from '@greenroom/core/texml/applications'
import type { Handlers } from '../http/handlers.ts'
import { pageOf } from '../http/paging.ts'
import { refusals } from '../http/refusal.ts'
import type { ApplicationRow } from '../state/texml-rows.ts'
import type { TexmlContext } from './context.ts'
import { applicationView } from './views.ts'

const defaultPageSize = 250

const defaults = {
  active: true,
  anchorsite_override: 'Latency',
  call_cost_in_webhooks: false,
  dtmf_type: 'RFC 2833',
  first_command_timeout: false,
  first_command_timeout_secs: 30,
  status_callback: null,
  status_callback_method: 'post',
  voice_fallback_url: null,
  voice_method: 'post',
  tags: [],
  inbound: {
    channel_limit: null,
    shaken_stir_enabled: false,
    sip_subdomain: null,
    sip_subdomain_receive_settings: 'from_anyone',
  },
  outbound: { channel_limit: null, outbound_voice_profile_id: null },
} as const

/** Creates the handlers of the endpoints for TeXML applications. */
export function createApplicationHandlers({ state, clock }: TexmlContext): Handlers<typeof applications> {
  const find = (id: string): ApplicationRow => {
    const row = state.applications.get(id)
    if (!row) throw refusals.notFound('Unknown application', { pointer: '/id' })
    return row
  }
  return {
    list({ filter = {}, sort = '-created_at', page }) {
      const { friendly_name, outbound_voice_profile_id: profile } = filter
      const rows = state.applications.all().filter(({ fields }) => {
        const name = String(fields['friendly_name']).toLowerCase()
        const outbound = Object(fields['outbound']) as { outbound_voice_profile_id?: unknown }
        return (
          (friendly_name === undefined || name.includes(friendly_name.toLowerCase())) &&
          (profile === undefined || outbound.outbound_voice_profile_id === profile)
        )
      })
      const key = sort.replace('-', '')
      const keyOf = (row: ApplicationRow) =>
        key === 'created_at'
          ? String(row.created_ms).padStart(16, '0') + row.id
          : String(Object.hasOwn(row.fields, key) ? row.fields[key] : '')
      const sorted = rows.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
      if (sort.startsWith('-')) sorted.reverse()
      return pageOf(sorted, { number: page?.number, size: page?.size ?? defaultPageSize }, applicationView)
    },

    create(input) {
      const now = clock.now()
      // Ids increase with time, as the API's do.
      const id = String(
        1_293_384_261_075_731_499n + BigInt(Math.floor(now)) * 4096n + BigInt(state.applications.size),
      )
      return applicationView(
        state.applications.put({ id, fields: merge(defaults, input), created_ms: now, updated_ms: now }),
      )
    },

    retrieve: ({ id }) => applicationView(find(id)),

    update({ id, ...changes }) {
      const row = find(id)
      const fields = merge(row.fields, changes)
      return applicationView(state.applications.put({ ...row, fields, updated_ms: clock.now() }))
    },

    delete({ id }) {
      const row = find(id)
      state.applications.delete(id)
      return applicationView(row)
    },
  }
}

/**
 * Returns the fields with the changes applied; the fields of `inbound` and `outbound` are merged one by one.
 */
function merge(before: object, changes: object): Record<string, unknown> {
  const merged = new Map<string, unknown>(Object.entries(before))
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) continue
    const isNested = name === 'inbound' || name === 'outbound'
    merged.set(name, isNested ? merge(Object(merged.get(name)), Object(value)) : value)
  }
  return Object.fromEntries(merged)
}
