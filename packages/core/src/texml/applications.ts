/**
 * TeXML applications: the settings with which phone calls are answered and placed.
 *
 * @module
 */
import * as v from 'valibot'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { entries } from '../schema/entries.ts'
import { model, nullish } from '../schema/model.ts'
import { openEnum } from '../schema/open-enum.ts'
import { type Page, page, pageInput } from '../schema/page.ts'
import { refersTo } from '../schema/reference.ts'
import { flag, optionalString, sid } from '../schema/texml.ts'

const sites = [
  'Latency',
  'Chicago, IL',
  'Ashburn, VA',
  'San Jose, CA',
  'Sydney, Australia',
  'Amsterdam, Netherlands',
  'London, UK',
  'Toronto, Canada',
  'Vancouver, Canada',
  'Frankfurt, Germany',
] as const
const tones = ['RFC 2833', 'Inband', 'SIP INFO'] as const

/** A TeXML application: the settings with which phone calls are answered and placed. */
export interface Application extends v.InferOutput<typeof Application> {}
export const Application = model({
  /** Application id: a decimal number, as a string. */
  id: v.string(),
  /** Friendly name. */
  friendly_name: optionalString(),
  /** Whether the application accepts phone calls. */
  active: nullish(v.boolean()),
  /** Site at which media enters and leaves the API. */
  anchorsite_override: nullish(openEnum(sites)),
  /** Whether webhooks include the cost of a phone call. */
  call_cost_in_webhooks: nullish(v.boolean()),
  /** How DTMF digits are sent. */
  dtmf_type: nullish(openEnum(tones)),
  /** Whether a phone call ends if it gets no first command in time. */
  first_command_timeout: nullish(v.boolean()),
  /** Time limit for the first command, in seconds. */
  first_command_timeout_secs: nullish(v.number()),
  /** Settings of inbound phone calls. */
  inbound: nullish(
    model({
      /** Maximum number of concurrent phone calls. Null sets no limit. */
      channel_limit: nullish(v.number()),
      /** Whether SHAKEN/STIR headers are passed on. */
      shaken_stir_enabled: nullish(v.boolean()),
      /** Subdomain for inbound SIP calls. */
      sip_subdomain: optionalString(),
      /** Which SIP callers are accepted. */
      sip_subdomain_receive_settings: nullish(openEnum(['only_my_connections', 'from_anyone'])),
    }),
  ),
  /** Settings of outbound phone calls. */
  outbound: nullish(
    model({
      /** Maximum number of concurrent phone calls. Null sets no limit. */
      channel_limit: nullish(v.number()),
      /** Outbound voice profile id. */
      outbound_voice_profile_id: optionalString(),
    }),
  ),
  /** URL for callbacks about the progress of phone calls. */
  status_callback: refersTo('callback', optionalString()),
  /** HTTP method used for `status_callback`. */
  status_callback_method: nullish(openEnum(['get', 'post'])),
  /** Custom tags. */
  tags: nullish(v.array(v.string())),
  /** URL from which instructions are fetched. */
  voice_url: refersTo('callback', optionalString()),
  /** URL from which instructions are fetched if `voice_url` fails. */
  voice_fallback_url: refersTo('callback', optionalString()),
  /** HTTP method used for `voice_url`. */
  voice_method: nullish(openEnum(['get', 'post'])),
  /** Creation time (ISO 8601). */
  created_at: optionalString(),
  /** Time of the last change (ISO 8601). */
  updated_at: optionalString(),
  /** `texml_application`. */
  record_type: optionalString(),
})

/** Input of {@link list}. */
export interface ListInput extends v.InferInput<typeof ListInput> {}
export const ListInput = v.strictObject({
  /** Returns only applications that match every given filter. */
  filter: v.optional(
    v.strictObject({
      /** Part of the friendly name, ignoring case. At least 3 characters. */
      friendly_name: v.optional(v.pipe(v.string(), v.minLength(3))),
      /** Outbound voice profile id. */
      outbound_voice_profile_id: v.optional(sid()),
    }),
  ),
  /** Sort field. A leading `-` sorts in descending order. Default: `-created_at`. */
  sort: v.optional(
    v.picklist(['created_at', 'friendly_name', 'active', '-created_at', '-friendly_name', '-active']),
  ),
  /** Page to return. Its default size is 250. */
  page: v.optional(pageInput()),
})

/** Lists applications. */
export const list: Endpoint<ListInput, Page<Application>, 'GET'> = endpoint({
  method: 'GET',
  path: '/texml_applications',
  input: ListInput,
  output: page(Application),
  envelope: 'page',
})

/** Declares an HTTP method in lower case, unlike the endpoints below an account. */
// @__NO_SIDE_EFFECTS__
function lowerMethod() {
  return v.optional(v.picklist(['get', 'post']))
}

/** Fields of an application. Creating and updating both require the name and the URL. */
// @__NO_SIDE_EFFECTS__
function applicationFields() {
  return {
    /** Friendly name. */
    friendly_name: v.string(),
    /** Absolute URL from which instructions are fetched. */
    voice_url: refersTo('callback', v.pipe(v.string(), v.url())),
    /** URL from which instructions are fetched if `voice_url` fails, or null. Default: null. */
    voice_fallback_url: v.nullish(refersTo('callback', v.pipe(v.string(), v.url()))),
    /** HTTP method used for `voice_url`. Default: `post`. */
    voice_method: lowerMethod(),
    /** URL for callbacks about the progress of phone calls, or null. Default: null. */
    status_callback: v.nullish(refersTo('callback', v.pipe(v.string(), v.url()))),
    /** HTTP method used for `status_callback`. Default: `post`. */
    status_callback_method: lowerMethod(),
    /** Whether the application accepts phone calls. Default: true. */
    active: flag(),
    /** Site at which media enters and leaves the API. Default: `Latency`, the nearest site. */
    anchorsite_override: v.optional(v.picklist(sites)),
    /** Whether webhooks include the cost of a phone call. Default: false. */
    call_cost_in_webhooks: flag(),
    /** How DTMF digits are sent. Default: `RFC 2833`. */
    dtmf_type: v.optional(v.picklist(tones)),
    /** Whether a phone call ends if it gets no first command in time. Default: false. */
    first_command_timeout: flag(),
    /** Time limit for the first command, in seconds. Default: 30. */
    first_command_timeout_secs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
    /** Settings of inbound phone calls. */
    inbound: v.optional(
      v.strictObject({
        /** Maximum number of concurrent phone calls. Null sets no limit. Default: null. */
        channel_limit: v.nullish(v.pipe(v.number(), v.integer(), v.minValue(0))),
        /** Whether SHAKEN/STIR headers are passed on. Default: false. */
        shaken_stir_enabled: flag(),
        /** Subdomain for inbound SIP calls. Default: null. */
        sip_subdomain: v.nullish(v.string()),
        /** Which SIP callers are accepted. Default: `from_anyone`. */
        sip_subdomain_receive_settings: v.optional(v.picklist(['only_my_connections', 'from_anyone'])),
      }),
    ),
    /** Settings of outbound phone calls. */
    outbound: v.optional(
      v.strictObject({
        /** Maximum number of concurrent phone calls. Null sets no limit. Default: null. */
        channel_limit: v.nullish(v.pipe(v.number(), v.integer(), v.minValue(0))),
        /** Outbound voice profile id. */
        outbound_voice_profile_id: v.optional(sid()),
      }),
    ),
    /** Custom tags. */
    tags: v.optional(v.array(v.string())),
  }
}

/** Input of {@link create}. */
export interface CreateInput extends v.InferInput<typeof CreateInput> {}
export const CreateInput = v.strictObject(applicationFields())

/** Creates an application. */
export const create: Endpoint<CreateInput, Application, 'POST'> = endpoint({
  method: 'POST',
  path: '/texml_applications',
  input: CreateInput,
  output: Application,
  envelope: 'data',
  success: 201,
})

/** Input of {@link retrieve} and {@link delete_ | delete}. */
export interface RetrieveInput extends v.InferInput<typeof RetrieveInput> {}
export const RetrieveInput = v.strictObject({
  /** Application id. */
  id: sid(),
})

/** Retrieves one application. */
export const retrieve: Endpoint<RetrieveInput, Application, 'GET'> = endpoint({
  method: 'GET',
  path: '/texml_applications/{id}',
  input: RetrieveInput,
  output: Application,
  envelope: 'data',
})

/** Input of {@link update}. */
export interface UpdateInput extends v.InferInput<typeof UpdateInput> {}
export const UpdateInput = v.strictObject(
  entries(
    {
      /** Application id. */
      id: sid(),
    },
    applicationFields(),
  ),
)

/** Updates an application. The API requires `friendly_name` and `voice_url` here too. */
export const update: Endpoint<UpdateInput, Application, 'PATCH'> = endpoint({
  method: 'PATCH',
  path: '/texml_applications/{id}',
  input: UpdateInput,
  output: Application,
  envelope: 'data',
})

const delete_: Endpoint<RetrieveInput, Application | undefined, 'DELETE'> = endpoint({
  method: 'DELETE',
  path: '/texml_applications/{id}',
  input: RetrieveInput,
  output: Application,
  envelope: 'data',
})

export {
  /**
   * Deletes an application and returns it. Returns undefined if an earlier attempt deleted it and its
   * response was lost.
   */
  delete_ as delete,
}
