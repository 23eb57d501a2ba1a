// 20 JSON APIs at a steady rate: the CPU of one call to a source beside a bare call of Quarkus's REST client, and
// whether memory stays as it is. The bare one is src/bench/peers/restclient.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { openLoop, summary } from './lib/load.mjs';
import { cpuMs, rssMb } from './lib/processes.mjs';
import { benchmark } from './lib/report.mjs';
import { java, restClient, stubs, tributary } from './lib/servers.mjs';
import { round, sum } from './lib/stats.mjs';
import { ideal } from './stubs/delays.mjs';

const SOURCES = 20;
const CPU_BOUND = 1.5;
const HEAP_BOUND = 1.1;
const RSS_BOUND = 1.1;
/** Until then pools, caches and compiled code still grow. */
const SETTLED_MINUTES = 2;

/** Megabytes of the heap that are still used after a collection. */
function heapMb(pid) {
  const jcmd = path.join(path.dirname(java()), 'jcmd');
  const tell = (...command) => execFileSync(jcmd, [`${pid}`, ...command], { encoding: 'utf8' });
  tell('GC.run');
  const heap = tell('GC.heap_info').split('Metaspace')[0];
  return round(sum([...heap.matchAll(/used (\d+)K/g)].map(m => Number(m[1]))) / 1024, 1);
}

const defaults = { rate: 50, seconds: 20, rounds: 3, warmup: 20, minutes: 10 };
await benchmark('20 JSON APIs', defaults, a => 120 + 2 * (a.warmup + a.rounds * (a.seconds + 5)) + a.minutes * 75, async args => {
  const sources = await stubs({ n: SOURCES });
  const server = await tributary(sources);
  const bare = await restClient(sources);
  const subjects = [{ what: 'Tributary, `rrf`', url: server.rrf, server }, { what: 'bare REST client', url: bare.rrf, server: bare }];
  for (const each of subjects) {
    await openLoop({ url: each.url, rate: args.rate, seconds: args.warmup, tag: 'warm' });
    Object.assign(each, { cpu: 0, samples: [] });
  }
  for (let i = 0; i < args.rounds; i++) {
    for (const each of subjects) {
      const before = cpuMs(each.server.pid);
      each.samples.push(...await openLoop({ url: each.url, rate: args.rate, seconds: args.seconds, seed: `many-${i}` }));
      each.cpu += cpuMs(each.server.pid) - before;
    }
  }
  await bare.stop();
  for (const each of subjects) each.call = (1000 * each.cpu) / each.samples.length / SOURCES;
  const memory = [];
  let failed = 0;
  for (let minute = 1; minute <= args.minutes; minute++) {
    const samples = await openLoop({ url: server.rrf, rate: args.rate, seconds: 60, seed: `minute-${minute}` });
    const { overhead, failed: now } = summary(samples, q => ideal(q, sources.profile, 1000));
    failed += now;
    memory.push({ minute, rss: rssMb(server.pid), heap: heapMb(server.pid), overhead });
  }
  await server.stop();
  await sources.stop();
  const of = key => {
    const later = memory.filter(m => m.minute >= Math.min(SETTLED_MINUTES, args.minutes)).map(m => m[key]);
    return { first: later[0], last: later.at(-1), ratio: later.at(-1) / later[0] };
  };
  const [mine, theirs] = subjects;
  const [heap, rss] = [of('heap'), of('rss')];
  const requests = subjects.map(each => ({
    what: each.what, 'CPU a call to a source, µs': round(each.call, 0),
    'CPU a question, ms': round((each.call * SOURCES) / 1000, 2), failed: each.samples.filter(s => s.status !== 200).length,
  }));
  const minutes = memory.map(m => ({
    what: `minute ${m.minute}`, 'RSS, MB': m.rss, 'heap after a collection, MB': m.heap, 'overhead p50 / p99, ms': `${m.overhead.p50} / ${m.overhead.p99}`,
  }));
  failed += mine.samples.filter(sample => sample.status !== 200).length;
  const all = [...requests, ...minutes];
  const keys = [...new Set(all.flatMap(Object.keys))];
  return {
    rows: all.map(row => Object.fromEntries(keys.map(k => [k, row[k] ?? '']))),
    claims: [
      [`CPU a call at most ${CPU_BOUND} × a bare call of the REST client: ${round(mine.call / theirs.call, 2)} ×`, mine.call <= CPU_BOUND * theirs.call],
      [`heap after a collection from minute ${SETTLED_MINUTES} on at most ${HEAP_BOUND} ×: ${heap.first} → ${heap.last} MB`, heap.ratio <= HEAP_BOUND],
      [`RSS from minute ${SETTLED_MINUTES} on at most ${RSS_BOUND} ×: ${rss.first} → ${rss.last} MB`, rss.ratio <= RSS_BOUND],
      [`no question to Tributary failed: ${failed}`, failed === 0],
    ],
  };
});
