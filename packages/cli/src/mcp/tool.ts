import type { Client } from '@greenroom/core'
import type { z } from './sdk.ts'

/** What the tools work on. */
export interface McpContext {
  /** Calls the API of the emulator. */
  readonly client: Client
  /** Calls its control API. */
  readonly control: Client
  /** Its address. */
  readonly url: string
}

/** A tool that agents can call. */
export interface Tool<Shape extends z.ZodRawShape = z.ZodRawShape> {
  readonly name: string
  readonly description: string
  /** Schema of each argument. */
  readonly input: Shape
  /** Whether it changes nothing. */
  readonly isReadOnly?: true
  /** Runs the tool. Its result is returned as JSON. */
  readonly run: (context: McpContext, input: z.output<z.ZodObject<Shape>>) => Promise<unknown>
}

/** Declares a tool, so that `run` gets the types of its arguments. */
export function tool<Shape extends z.ZodRawShape>(definition: Tool<Shape>): Tool {
  // The server validates the arguments by `input` before it runs the tool.
  return definition as unknown as Tool
}
