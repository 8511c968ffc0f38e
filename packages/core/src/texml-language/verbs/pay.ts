import * as v from 'valibot'
import { defaultTo, integer, json, list, matching, oneOf, orNumber, required, text } from '../attributes.ts'
import { type Verb, verb } from '../verb.ts'
import { actionEntries, statusCallbackEntries } from './shared-attributes.ts'

/** Attributes of {@link pay}. */
export interface PayAttributes extends v.InferInput<typeof PayAttributes> {}
export const PayAttributes = v.strictObject({
  /** Without `action`, the URL of the current document is requested. */
  ...actionEntries(),
  ...statusCallbackEntries(),
  /** Connector to the payment provider. Default: `Default`. */
  paymentConnector: defaultTo(text(), 'Default'),
  /** Whether to charge, or to get a token. Default: `charge` with an amount above 0, otherwise `tokenize`. */
  transactionType: oneOf(['charge', 'tokenize']),
  /** Amount, such as `9.99`. */
  chargeAmount: orNumber(matching(/^\d+(\.\d+)?$/, 'an amount, such as 9.99')),
  /** Currency of the amount. Default: `USD`. */
  currency: defaultTo(matching(/^[A-Za-z]{3}$/, 'a currency, such as USD'), 'USD'),
  /** What the caller pays with. Default: `credit-card`. */
  paymentMethod: defaultTo(oneOf(['credit-card', 'ach-debit']), 'credit-card'),
  /** Whether the postal code is asked for: `true`, `false`, or the code itself. Default: `true`. */
  postalCode: defaultTo(text(), 'true'),
  /** Least number of characters of the postal code. */
  minPostalCodeLength: integer(1),
  /** Cards that are accepted. */
  validCardTypes: list(
    oneOf(['visa', 'mastercard', 'amex', 'maestro', 'discover', 'optima', 'jcb', 'diners-club', 'enroute']),
  ),
  /** Token of a card that is known already; nothing is asked for then. */
  paymentToken: text(),
  description: text(),
  /** How often a step is tried, 1 to 3. Default: 1. */
  maxAttempts: defaultTo(integer(1, 3), 1),
  /** Seconds to wait for the first key, 1 to 600. Default: 5. */
  timeout: defaultTo(integer(1, 600), 5),
  /** Seconds to wait for the next key, 1 to 600. Default: 5. */
  interDigitTimeout: defaultTo(integer(1, 600), 5),
  /** Voice of the prompts. Default: `female`. */
  voice: defaultTo(text(), 'female'),
  /** Language of the prompts. Default: `en-US`. */
  language: defaultTo(text(), 'en-US'),
  /** Quality of the voice. */
  serviceLevel: oneOf(['premium']),
  /** Values for the connector. */
  parameters: json(),
  /** Texts of prompts. */
  prompts: json(),
  /** Values that are kept with the payment. */
  metadata: json(),
})

/**
 * Takes a payment by keys.
 *
 * `action` is requested with the outcome; without it, the URL of the current document.
 *
 * @see https://developers.telnyx.com/docs/voice/programmable-voice/texml-verbs/pay
 * @example
 * ```ts
 * import { pay, prompt, say } from '@greenroom/core/texml/document'
 *
 * pay(
 *   { action: '/paid', chargeAmount: '9.99' },
 *   prompt({ for: 'payment-card-number' }, say('Enter the number of your card.')),
 * )
 * ```
 */
export const pay: Verb<'Pay', typeof PayAttributes, 'Parameter' | 'Prompt'> = verb({
  id: 'Pay',
  ends: 'always',
  attributes: PayAttributes,
  children: ['Parameter', 'Prompt'],
  requests: {
    action: { kind: 'other', method: 'method' },
    statusCallback: { kind: 'callback', method: 'statusCallbackMethod' },
  },
  rules: [
    ({ attributes: { transactionType, chargeAmount } }) =>
      transactionType === 'charge' && chargeAmount === undefined
        ? 'chargeAmount, which transactionType="charge" needs'
        : undefined,
    ({ attributes: { maxAttempts }, children }) =>
      children.some(({ id, attributes: { attempt = '' } }) => {
        return id === 'Prompt' && attempt.split(/\s+/).some((one) => Number(one) > maxAttempts)
      })
        ? 'an attempt of <Prompt> of at most maxAttempts'
        : undefined,
  ],
})

/** Attributes of {@link prompt}. */
export interface PromptAttributes extends v.InferInput<typeof PromptAttributes> {}
export const PromptAttributes = v.strictObject({
  /** Step that the prompt is for. */
  for: required(
    oneOf([
      'payment-card-number',
      'expiration-date',
      'postal-code',
      'security-code',
      'bank-routing-number',
      'bank-account-number',
    ]),
  ),
  /** Attempts that the prompt is for, from 1. Default: all. */
  attempt: list(integer(1)),
  /** Errors of the attempt before that the prompt is for. */
  errorType: list(
    oneOf([
      'timeout',
      'invalid-card-number',
      'invalid-date',
      'invalid-security-code',
      'invalid-postal-code',
      'invalid-bank-routing-number',
      'invalid-bank-account-number',
    ]),
  ),
  /** Cards that the prompt is for. */
  cardType: list(
    oneOf([
      'visa',
      'mastercard',
      'amex',
      'maestro',
      'discover',
      'optima',
      'jcb',
      'diners-club',
      'enroute',
      'unionpay',
    ]),
  ),
})

/** What `pay` says for a step (`<Prompt>`). */
export const prompt: Verb<'Prompt', typeof PromptAttributes, 'Say'> = verb({
  id: 'Prompt',
  attributes: PromptAttributes,
  children: ['Say'],
  rules: [({ children }) => (children.length > 0 ? undefined : '<Say> with the prompt')],
})
