/** Imports a file that the tests write from the blocks of the pages. */
export function importExample<Module>(path: string): Promise<Module> {
  return import(new URL(`../.examples/${path}`, import.meta.url).href)
}
