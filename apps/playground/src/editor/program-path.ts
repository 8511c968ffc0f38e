/** Path of the program in the editor's file system. */
export const programPath = '/program.ts'
