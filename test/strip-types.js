// Jest's transformer: TypeScript runs here as it does in Node, with its types blanked out.
import { stripTypeScriptTypes } from 'node:module'

export default { process: source => ({ code: stripTypeScriptTypes(source) }) }
