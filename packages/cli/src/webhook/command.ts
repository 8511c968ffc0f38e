import { Argument, type Command } from 'commander'
import { helpText } from '../output/help-text.ts'
import { jsonOption } from '../output/print.ts'
import { eventTypes } from './event-types.ts'
import type { WebhookOptions } from './run.ts'

/** Adds the commands about webhooks. */
export function addWebhook(program: Command): void {
  program
    .command('webhook')
    .description('commands about webhooks')
    .command('send')
    .description('sends a signed webhook to your app')
    .addArgument(new Argument('<type>', 'type of the event').choices(eventTypes))
    .requiredOption('--url <url>', 'where your app receives webhooks')
    .option('--data <json>', 'fields of the payload: JSON, @file, or - for the standard input')
    .option('--room <id>', 'id of the room (default: a random UUID)')
    .option('--id <id>', 'id of the event; the same id again is a repeat (default: a random UUID)')
    .option('--key-file <file>', "private key that signs (JWK), made if missing (default: the emulator's)")
    .option('--base-url <url>', 'emulator that provides the key, instead of TELNYX_BASE_URL')
    .option(...jsonOption)
    .addHelpText(
      'after',
      helpText(`
Without --key-file, the webhook has the emulator's signature, and an app with the emulator's public key
accepts it. With --key-file, the public key is printed.

Examples:
  greenroom webhook send video.room.participant.joined --url http://localhost:8787/telnyx/webhooks
  greenroom webhook send video.room.session.ended --url http://localhost:3000/hooks --data '{"duration_secs":60}'

Exit status: 0 for a response with a status of 2xx, 1 for another response or none, 2 for wrong arguments.`),
    )
    .action(async (type: (typeof eventTypes)[number], options: WebhookOptions) => {
      const { sendWebhook } = await import('./run.ts')
      await sendWebhook(type, options)
    })
}
