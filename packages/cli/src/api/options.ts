import { type Command, InvalidArgumentError } from 'commander'
import { jsonOption } from '../output/print.ts'

/** Adds the options of commands that call the API. */
export function addApiOptions(command: Command): Command {
  return command
    .option('--base-url <url>', 'API or emulator to call, instead of TELNYX_BASE_URL')
    .option(...jsonOption)
}

/** Reads the value of an option that is a whole number of at least `min`. */
export function wholeNumber(min: number): (text: string) => number {
  return (text) => {
    const number = Number(text)
    if (!/^\d{1,15}$/.test(text) || number < min)
      throw new InvalidArgumentError(`Expected a whole number of at least ${min}.`)
    return number
  }
}
