declare module 'vitest' {
  interface ProvidedContext {
    /** Where the emulator listens. */
    readonly emulatorUrl: string
    /** The only key that it takes. */
    readonly apiKey: string
  }
}

export type {}
