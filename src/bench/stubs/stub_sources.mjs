// Stub sources: GET /s/<i>?q=… answers {"results":[{id,title,url,text,score}]} after delay(q, i) ms.
//   N=8 MEDIAN=40 SIGMA=0.5 TAIL_P=0 PORT=9100 node stub_sources.mjs
// HANG=<i> makes source i never answer; POST /hang?i=<i|all|none> changes that while it runs.
// GET /inflight tells how many calls are open now, how many there ever were, and how many of them hung.
import http from 'node:http';
import { delay, profile } from './delays.mjs';

const p = profile();
const port = +(process.env.PORT ?? 9100);
const hits = +(process.env.K ?? 10);
const words =
  'the of retrieval vector store passage answer system query river source merge ranking index document latency parallel stream recall model'.split(' ');

function text(source, rank) {
  let t = '';
  for (let w = 0; w < 90; w++) t += words[(w * 7 + rank * 13 + source * 5 + ((w * rank) % 11)) % words.length] + ' ';
  return `${t}${rank} ${source}`;
}

const bodies = Array.from({ length: p.n }, (_, i) =>
  JSON.stringify({
    results: Array.from({ length: hits }, (_, r) => ({
      id: `s${i}-d${r}`,
      title: `Document ${r} of source ${i}`,
      url: `http://example.test/${(r * 3 + i) % 60}`,
      text: text(i, r),
      score: 1 / (r + 1),
    })),
  }));

let hanging = process.env.HANG ?? 'none';
let inflight = 0;
let calls = 0;
let hung = 0;

function answer(req, res, source, question) {
  const hangs = hanging === 'all' || hanging === String(source);
  const ms = delay(question, source, p);
  inflight++;
  calls++;
  hung += hangs ? 1 : 0;
  const send = () => res.setHeader('content-type', 'application/json').end(bodies[source]);
  const timer = hangs ? undefined : ms > 0 ? setTimeout(send, ms) : send();
  res.on('close', () => {
    if (ms > 0) clearTimeout(timer);
    inflight--;
  });
}

const server = http.createServer((req, res) => {
  const url = new URL(req.url, 'http://stub');
  if (url.pathname === '/inflight') return res.end(JSON.stringify({ inflight, calls, hung }));
  if (url.pathname === '/hang') return res.end((hanging = url.searchParams.get('i')));
  const source = +url.pathname.split('/')[2];
  if (!(source < p.n)) return res.writeHead(404).end();
  answer(req, res, source, url.searchParams.get('q') ?? '');
});
// A client may keep its connections longer than Node's 5 s: a close that races with a request is not what is measured.
server.keepAliveTimeout = 60_000;
server.listen(port, '127.0.0.1', () => console.log('stub sources on', port, JSON.stringify(p)));
