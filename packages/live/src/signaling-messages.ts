/** A request that the vendor's package sends. */
export interface SignalingRequest {
  readonly janus: string
  readonly transaction: string
  readonly body?: { readonly request?: string }
  readonly jsep?: { readonly sdp: string }
}

/** The fields that are read from the server's messages. */
export interface ServerMessage {
  readonly janus?: string
  readonly transaction?: string
  readonly status_code?: number
  readonly error_message?: string
  readonly plugindata?: {
    readonly data?: {
      readonly videoroom?: string
      readonly error_code?: number
      readonly unpublished?: unknown
      readonly leaving?: unknown
    }
  }
}
