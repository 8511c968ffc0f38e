/**
 * The parts of the protocol's library that the server needs. The build bundles them into one file, because
 * the library would bring 90 packages into every install.
 *
 * @module
 */
export { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
export { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
export { z } from 'zod'
