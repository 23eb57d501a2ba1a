// What Tributary adds to one search of each store: /retrieve of one source, and the same calls to the store by a bare
// client, in turn. Both stand behind a HTTP server, so that the hop of the measurement is in both, and what is left of
// their difference is Tributary. Question vectors are cached before.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ask } from './lib/load.mjs';
import { connections, cpuMs, fetchText, freePort, start } from './lib/processes.mjs';
import { benchmark } from './lib/report.mjs';
import { app, bench, java, tributary } from './lib/servers.mjs';
import { filled, STORES } from './lib/stores.mjs';
import { quantile, round } from './lib/stats.mjs';

const BOUND_MS = 0.8;
const QUESTIONS = 50;
const AT_ONCE = 64;
const HITS = 10;
const WARMING = 4;
const words = ('river source passage question answer vector index search store rank merge stream deadline server client query text word title model '
  + 'language score list field filter document chunk cache thread loop event timer limit breaker retry token batch graph node edge list tree memory disk '
  + 'network wire frame header body stone water bank delta spring valley bridge boat current flood rain cloud sea salt fish reed otter heron').split(' ');

/** The same passages for every store, and questions of their words. */
function corpus(count) {
  let seed = 42;
  const next = n => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
  const text = n => Array.from({ length: n }, () => words[next(words.length)]).join(' ');
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'passages-')), 'passages.jsonl');
  const lines = Array.from({ length: count }, (_, i) =>
    JSON.stringify({ _id: `d${i}`, title: text(4), text: text(60), url: `https://example.org/${i}`, lang: 'en', year: 2000 + (i % 25) }));
  fs.writeFileSync(file, lines.join('\n'));
  return { file, questions: Array.from({ length: QUESTIONS }, () => `what is the ${text(6)}`) };
}

/** What the bare client will ask: taken from what Tributary asks through the taps, and from the log of PostgreSQL. */
async function record(kind, server, bare, log, questions) {
  const name = log ? kind : `${kind}-tap`;
  const answered = async question => {
    const sample = await ask(oneSource(server, name), question, { body: true });
    const report = sample.body?.sources?.[0];
    if (report?.status !== 'ok' || report.count !== HITS) throw new Error(`${name}: ${JSON.stringify(sample.body)}`);
  };
  log?.on();
  // The first of all asks what the store is like, too.
  await fetchText(`${bare.url}/record/${kind}?q=first`, { method: 'POST' });
  await answered('a first question');
  for (const [n, question] of questions.entries()) {
    const from = log?.length();
    if (!log) await fetchText(`${bare.url}/record/${kind}?q=${n}`, { method: 'POST' });
    await answered(question);
    if (log) await fetchText(`${bare.url}/record/${kind}?q=${n}`, { method: 'POST', body: JSON.stringify(log.since(from)) });
  }
  log?.off();
}

const oneSource = (server, name) => `${server.url}/retrieve?question={q}&sources=${name}&fusion=rrf&deadline_ms=20000`;

/** How long the very first search takes, its connection and the look at the collection included. */
async function firstSearch(kind, server) {
  const sample = await ask(oneSource(server, kind), 'the first question of all');
  if (sample.status !== 200) throw new Error(`${kind}: ${sample.status}`);
  return round(sample.ms, 0);
}

/**
 * Some clients at once ask as fast as they can: what the compilers are to have done is done sooner than one by one.
 * Through the taps, where the store answers at once what it answered before: a slow one warms nobody up.
 */
async function warmUpBoth(kind, server, bare, store, questions, seconds) {
  const [ours, theirs] = pair(kind, server, bare, store);
  if (store && !store.log) {
    await fetchText(`${bare.url}/replay/on`, { method: 'POST' });
    await warmUp({ ...ours, url: oneSource(server, `${kind}-tap`) }, questions, seconds);
    await warmUp(theirs, questions, seconds);
    await fetchText(`${bare.url}/replay/off`, { method: 'POST' });
  }
  // And the store itself: one that is still compiling takes what both are measured on.
  for (const subject of [ours, theirs]) await warmUp(subject, questions, seconds);
}

async function warmUp(subject, questions, seconds) {
  const until = performance.now() + seconds * 1000;
  await Promise.all(Array.from({ length: WARMING }, async (_, client) => {
    for (let n = client; performance.now() < until; n++) await asked(subject, questions, n % QUESTIONS);
  }));
}

/** Both in turn, who is first changing too: of two that ask a store the same the second finds it in its caches. */
async function inTurn(subjects, questions, seconds) {
  const until = performance.now() + seconds * 1000;
  for (let pair = 0; performance.now() < until; pair++) {
    const n = pair % QUESTIONS;
    const round = Math.floor(pair / QUESTIONS);
    for (const each of (n + round) % 2 ? subjects : [...subjects].reverse()) each.ms.push(await asked(each, questions, n));
  }
}

async function asked(subject, questions, n) {
  const sample = await ask(subject.url, subject.numbered ? `${n}` : questions[n]);
  if (sample.status !== 200) throw new Error(`${subject.url}: ${sample.status}`);
  return sample.ms;
}

/** Tributary over one source, and the bare client of its store. */
function pair(kind, server, bare, store) {
  return [
    { url: oneSource(server, kind), numbered: false, ms: [] },
    { url: store ? `${bare.url}/bare/${kind}?q={q}` : `${bare.url}/floor?q={q}`, numbered: true, ms: [] },
  ];
}

async function measure(kind, server, bare, store, questions, seconds) {
  const both = pair(kind, server, bare, store);
  const [ours, theirs] = both;
  const before = { server: cpuMs(server.pid), bare: cpuMs(bare.pid) };
  await inTurn(both, questions, seconds);
  const per = (pid, was) => round((cpuMs(pid) - was) / ours.ms.length, 2);
  const cpu = { server: per(server.pid, before.server), bare: per(bare.pid, before.bare) };
  await Promise.all(Array.from({ length: AT_ONCE }, (_, i) => ask(ours.url, questions[i % QUESTIONS])));
  const p = (each, q) => quantile(each.ms, q);
  const added = { p50: p(ours, 0.5) - p(theirs, 0.5), p99: p(ours, 0.99) - p(theirs, 0.99) };
  return {
    added, isStore: Boolean(store),
    row: {
      kind: store ? (store.called ?? kind) : `${kind}, over a bare HTTP answer`,
      '`/retrieve` p50 / p99, ms': `${round(p(ours, 0.5), 2)} / ${round(p(ours, 0.99), 2)}`,
      'bare client p50 / p99, ms': `${round(p(theirs, 0.5), 2)} / ${round(p(theirs, 0.99), 2)}`,
      'added p50 / p99, ms': `${round(added.p50, 2)} / ${round(added.p99, 2)}`,
      'CPU a request, ms': cpu.server,
      'of the bare client': cpu.bare,
      pairs: ours.ms.length,
      [`connections after ${AT_ONCE} at once`]: store ? connections(server.pid, store.port) : '–',
    },
  };
}

/** The bare client of a store, or of none. */
async function bareClient(kind, store) {
  const port = await freePort();
  const tap = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = await start('bare client', java(),
    ['-cp', path.join(app, 'lib/main/*'), path.join(bench, 'java/dev/tributary/bench/BareStores.java'), `${port}`, `${tap}`,
      ...(store ? [`${kind}=${store.withPassword ?? store.url}`] : [])],
    { ready: `${url}/floor` });
  return { ...server, url, tap: kind === 'qdrant' ? `http://127.0.0.1:${tap}` : `${url}/tap/${kind}` };
}

/** A source over the store, and one through the tap of the bare client; without a store, an index in process. */
function configured(kind, bare, store, file) {
  const of = (name, keys) => Object.fromEntries(Object.entries(keys).map(([key, value]) => [`tributary.source.${kind}."${name}".${key}`, `${value}`]));
  if (!store) return { running: of(kind, { load: file }), filling: {} };
  const running = of(kind, { ...store.keys(store.url), create: !store.filled, wait: '10s' });
  const tapped = store.log ? {} : of(`${kind}-tap`, { ...store.keys(bare.tap), wait: '10s' });
  return { running: { ...running, ...tapped }, filling: store.filled ? {} : of(kind, { load: file }) };
}

/** One kind with nothing else running: eight idle stores cost a question half as much again. */
async function alone(kind, store, { file, questions }, args) {
  const bare = await bareClient(kind, store);
  const { running, filling } = configured(kind, bare, store, file);
  const first = await tributary(undefined, { properties: { ...running, ...filling } });
  await filled(first);
  await first.stop();
  // Started again over a full store, so that the first search is that of a server nobody has asked yet.
  const server = await tributary(undefined, { properties: running });
  await filled(server);
  const firstMs = await firstSearch(kind, server);
  if (store) await record(kind, server, bare, store.log, questions);
  await warmUpBoth(kind, server, bare, store, questions, args.warmup);
  const result = await measure(kind, server, bare, store, questions, args.seconds);
  result.row['first search, ms'] = firstMs;
  await server.stop();
  await bare.stop();
  return result;
}

const limit = a => (Object.keys(STORES).length + 1) * (120 + a.passages * 0.05 + 4 * a.warmup + 2 * a.seconds);
await benchmark('One search of each store', { passages: 1000, seconds: 20, warmup: 30 }, limit, async args => {
  const all = corpus(args.passages);
  const results = [await alone('lucene', undefined, all, args)];
  for (const [kind, launch] of Object.entries(STORES)) {
    let store;
    try {
      store = await launch(all.file);
    } catch (e) {
      console.log(`not on this machine: ${kind}: ${e.message.split('\n')[0]}`);
      continue;
    }
    results.push(await alone(kind, store, all, args));
    await store.stop();
  }
  return {
    rows: results.map(r => r.row),
    claims: results.filter(r => r.isStore).map(r =>
      [`${r.row.kind} adds at most ${BOUND_MS} ms at p50: ${round(r.added.p50, 2)}`, r.added.p50 <= BOUND_MS]),
  };
});
