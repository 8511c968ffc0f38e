/**
 * Returns options without those that are undefined. TanStack lets an undefined option override a default:
 * that of the hook, and that of the app in `defaultOptions`.
 */
export function defined<Options extends object>(options: Options): Options {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Options
}
