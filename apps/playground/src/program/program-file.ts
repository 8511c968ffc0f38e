/** Name of the program's file, in the editor and in stack traces. */
export const programFile = 'program.ts'
