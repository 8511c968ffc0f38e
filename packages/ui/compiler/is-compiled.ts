import { Call } from '../src/index.ts'

// A compiled component begins with its cache: `const $ = c(2)`.
if (!Call.toString().includes('const $ =')) throw new Error('React Compiler did not compile <Call>')
