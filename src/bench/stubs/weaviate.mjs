// What Weaviate's documentation says that a collection and a hybrid search of it look like; no Weaviate. Every question
// is answered by ten of the passages of a file, at once.
//   node weaviate.mjs passages.jsonl
import fs from 'node:fs';
import http from 'node:http';

const HITS = 10;
const names = ['document', 'chunk', 'content_hash', 'title', 'url', 'text', 'language', 'metadata'];
const schema = JSON.stringify({
  class: 'Passages',
  vectorIndexConfig: { distance: 'cosine' },
  properties: names.map(name => ({ name, dataType: [name === 'chunk' ? 'int' : 'text'], tokenization: 'word' })),
});
const passages = fs.readFileSync(process.argv[2], 'utf8').trim().split('\n').map(line => JSON.parse(line));

function hit({ _id, title, text, url, lang, ...metadata }, rank) {
  return {
    document: _id, chunk: -1, content_hash: '0123456789abcdef', title, url, text, language: lang, metadata: JSON.stringify(metadata),
    _additional: { id: `00000000-0000-4000-8000-${String(_id.slice(1)).padStart(12, '0')}`, distance: null, score: `${1 / (60 + rank)}` },
  };
}

const found = Array.from({ length: passages.length / HITS }, (_, n) =>
  JSON.stringify({ data: { Get: { Passages: passages.slice(n * HITS, (n + 1) * HITS).map(hit) } } }));

const server = http.createServer(async (req, res) => {
  let length = 0;
  for await (const chunk of req) length += chunk.length;
  const body = req.url === '/v1/graphql' ? found[length % found.length] : req.url === '/v1/schema/Passages' ? schema : '';
  res.writeHead(body ? 200 : 404, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body);
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.stdin.on('end', () => process.exit()).resume();
