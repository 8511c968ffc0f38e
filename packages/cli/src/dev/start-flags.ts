import { type StartFlagValues, startFlags } from '@greenroom/emulator/flags'
import { type Command, Option } from 'commander'

/**
 * Adds the flags of the emulator to a command.
 *
 * @param descriptions - descriptions that differ from the emulator's, by flag.
 */
export function addStartFlags(
  command: Command,
  descriptions: ReadonlyMap<string, string> = new Map(),
): Command {
  for (const { name, value, description, isRepeatable } of startFlags) {
    const flags = value === undefined ? `--${name}` : `--${name} ${value}`
    const option = new Option(flags, descriptions.get(name) ?? description)
    if (isRepeatable) option.argParser((text: string, texts: readonly string[] = []) => [...texts, text])
    command.addOption(option)
  }
  return command
}

/** Returns the values of the emulator's flags, as a command line has them. */
export function flagValues(command: Command): StartFlagValues {
  const values = new Map(Object.entries(command.opts<StartFlagValues>()))
  return Object.fromEntries(
    command.options.map((option) => {
      const value = values.get(option.attributeName())
      // The parser turns --no-media into the option media, which is then false.
      return [option.long?.slice(2) ?? '', option.negate ? value === false : value]
    }),
  )
}
