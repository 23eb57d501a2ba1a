// The protocol's official client, driven by lines of JSON: {"call": …} in, {"result": …} or {"error": …} out. It ends with its
// standard input. Usage: node client.mjs <url> [<API key>]
import { createInterface } from 'node:readline';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const [url, key] = process.argv.slice(2);
const tell = (answer) => process.stdout.write(JSON.stringify(answer) + '\n');
const headers = key ? { Authorization: `Bearer ${key}` } : {};
let client;

const calls = {
  async connect(more) {
    client = new Client({ name: 'test', version: '1' });
    await client.connect(
      new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers: { ...headers, ...more } } }),
    );
    return { server: client.getServerVersion(), capabilities: client.getServerCapabilities() };
  },
  tools: () => client.listTools(),
  tool: ({ name, arguments: given, abort_after_ms: patience }) =>
    client.callTool(
      { name, arguments: given },
      undefined,
      patience ? { signal: AbortSignal.timeout(patience) } : {},
    ),
};

for await (const line of createInterface({ input: process.stdin })) {
  const { call, ...rest } = JSON.parse(line);
  try {
    tell({ result: await calls[call](rest) });
  } catch (e) {
    tell({ error: String(e.message ?? e) });
  }
}
process.exit(0);
