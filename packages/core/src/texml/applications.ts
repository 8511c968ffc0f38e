/**
 * TeXML applications: what calls are answered and placed with.
 *
 * @module
 */
import * as v from 'valibot'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { entries } from '../schema/entries.ts'
import { model, nullish } from '../schema/model.ts'
import { openEnum } from '../schema/open-enum.ts'
import { type Page, page, pageInput } from '../schema/page.ts'
import { flag, optionalString } from '../schema/texml.ts'

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

/** What calls are answered and placed with. */
export interface Application extends v.InferOutput<typeof Application> {}
export const Application = model({
  /** Identifies the application: a decimal number, as a text. */
  id: v.string(),
  /** The name it was given. */
  friendly_name: optionalString(),
  /** Whether it takes calls. */
  active: nullish(v.boolean()),
  /** Where calls enter and leave the API. */
  anchorsite_override: nullish(openEnum(sites)),
  /** Whether webhooks tell what a call cost. */
  call_cost_in_webhooks: nullish(v.boolean()),
  /** How digits are carried. */
  dtmf_type: nullish(openEnum(tones)),
  /** Whether a call without a first command ends. */
  first_command_timeout: nullish(v.boolean()),
  /** After how long, in seconds. */
  first_command_timeout_secs: nullish(v.number()),
  /** How calls come in. */
  inbound: nullish(
    model({
      /** The most calls at a time; null for no limit of its own. */
      channel_limit: nullish(v.number()),
      /** Whether the caller's statement is passed on. */
      shaken_stir_enabled: nullish(v.boolean()),
      /** The name below which SIP reaches it. */
      sip_subdomain: optionalString(),
      /** From whom. */
      sip_subdomain_receive_settings: nullish(openEnum(['only_my_connections', 'from_anyone'])),
    }),
  ),
  /** How calls go out. */
  outbound: nullish(
    model({
      /** The most calls at a time; null for no limit of its own. */
      channel_limit: nullish(v.number()),
      /** The profile that they go out by. */
      outbound_voice_profile_id: optionalString(),
    }),
  ),
  /** Where the progress of calls is told. */
  status_callback: optionalString(),
  /** How. */
  status_callback_method: nullish(openEnum(['get', 'post'])),
  /** Words of yours. */
  tags: nullish(v.array(v.string())),
  /** Where instructions are fetched. */
  voice_url: optionalString(),
  /** Where they are fetched when that fails. */
  voice_fallback_url: optionalString(),
  /** How. */
  voice_method: nullish(openEnum(['get', 'post'])),
  /** When it was made (ISO 8601). */
  created_at: optionalString(),
  /** When it last changed (ISO 8601). */
  updated_at: optionalString(),
  /** `texml_application`. */
  record_type: optionalString(),
})

/** Input of {@link list}. */
export interface ListInput extends v.InferInput<typeof ListInput> {}
export const ListInput = v.strictObject({
  /** Only those that match; all given ones must hold. */
  filter: v.optional(
    v.strictObject({
      /** Only those whose name has this in it, in any case: three characters at least. */
      friendly_name: v.optional(v.pipe(v.string(), v.minLength(3))),
      /** Only those that go out by this profile. */
      outbound_voice_profile_id: v.optional(v.string()),
    }),
  ),
  /** What they are sorted by; a `-` before it turns the order around. Default: `-created_at`. */
  sort: v.optional(
    v.picklist(['created_at', 'friendly_name', 'active', '-created_at', '-friendly_name', '-active']),
  ),
  /** Which page; 250 to a page by default. */
  page: v.optional(pageInput()),
})

/** Lists applications. */
export const list: Endpoint<ListInput, Page<Application>> = endpoint({
  method: 'GET',
  path: '/texml_applications',
  input: ListInput,
  output: page(Application),
  envelope: 'page',
})

/** How digits of a method are spelled here: in lower case, unlike below an account. */
// @__NO_SIDE_EFFECTS__
function lowerMethod() {
  return v.optional(v.picklist(['get', 'post']))
}

/** Fields that an application is made or changed with; its name and its address are required by both. */
// @__NO_SIDE_EFFECTS__
function applicationFields() {
  return {
    /** A name for people. */
    friendly_name: v.string(),
    /** Where instructions are fetched: an address with its scheme. */
    voice_url: v.pipe(v.string(), v.url()),
    /** Where they are fetched when that fails; null for nowhere. Default: null. */
    voice_fallback_url: v.nullish(v.pipe(v.string(), v.url())),
    /** How. Default: `post`. */
    voice_method: lowerMethod(),
    /** Where the progress of calls is told; null for nowhere. Default: null. */
    status_callback: v.nullish(v.pipe(v.string(), v.url())),
    /** How. Default: `post`. */
    status_callback_method: lowerMethod(),
    /** Whether it takes calls. Default: true. */
    active: flag(),
    /** Where calls enter and leave the API. Default: `Latency`, wherever it is nearest. */
    anchorsite_override: v.optional(v.picklist(sites)),
    /** Whether webhooks tell what a call cost. Default: false. */
    call_cost_in_webhooks: flag(),
    /** How digits are carried. Default: `RFC 2833`. */
    dtmf_type: v.optional(v.picklist(tones)),
    /** Whether a call without a first command ends. Default: false. */
    first_command_timeout: flag(),
    /** After how long, in seconds. Default: 30. */
    first_command_timeout_secs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
    /** How calls come in. */
    inbound: v.optional(
      v.strictObject({
        /** The most calls at a time; null for no limit of its own. Default: null. */
        channel_limit: v.nullish(v.pipe(v.number(), v.integer(), v.minValue(0))),
        /** Whether the caller's statement is passed on. Default: false. */
        shaken_stir_enabled: flag(),
        /** The name below which SIP reaches it. Default: null. */
        sip_subdomain: v.nullish(v.string()),
        /** From whom. Default: `from_anyone`. */
        sip_subdomain_receive_settings: v.optional(v.picklist(['only_my_connections', 'from_anyone'])),
      }),
    ),
    /** How calls go out. */
    outbound: v.optional(
      v.strictObject({
        /** The most calls at a time; null for no limit of its own. Default: null. */
        channel_limit: v.nullish(v.pipe(v.number(), v.integer(), v.minValue(0))),
        /** The profile that they go out by. */
        outbound_voice_profile_id: v.optional(v.string()),
      }),
    ),
    /** Words of yours. */
    tags: v.optional(v.array(v.string())),
  }
}

/** Input of {@link create}. */
export interface CreateInput extends v.InferInput<typeof CreateInput> {}
export const CreateInput = v.strictObject(applicationFields())

/** Makes an application. */
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
  /** The application. */
  id: v.string(),
})

/** Retrieves one application. */
export const retrieve: Endpoint<RetrieveInput, Application> = endpoint({
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
      /** The application. */
      id: v.string(),
    },
    applicationFields(),
  ),
)

/** Changes an application. The API asks for `friendly_name` and `voice_url` here as well. */
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
  /** Deletes an application, and answers it as it was; undefined when a first try had deleted it, whose answer was lost. */
  delete_ as delete,
}
