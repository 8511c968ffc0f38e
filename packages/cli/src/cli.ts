#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { addDoctor } from './doctor/command.ts'
import { fail } from './fail.ts'
import { addTexml } from './texml/command.ts'

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string
}

const program = new Command('greenroom')
  .version(version, '--version')
  .helpCommand(false)
  .addHelpText(
    'after',
    `
Examples:
  greenroom doctor <folder>
  greenroom texml lint "texml/**/*.xml"`,
  )
  .configureOutput({
    outputError: (text, write) => write(`${sentence(text)}. See greenroom --help\n`),
  })
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))

addDoctor(program)
addTexml(program)

if (process.argv.length <= 2) fail('Nothing is not a command. See greenroom --help')
await program.parseAsync()

/** Returns a message of the argument parser in one line. */
function sentence(text: string): string {
  const line = text
    .replace(/^error: /, '')
    .trim()
    .replaceAll(/\s*\n\s*/g, ' ')
  return `${line.charAt(0).toUpperCase()}${line.slice(1).replace(/\.$/, '')}`
}
