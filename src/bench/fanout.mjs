// 8 sources at a steady rate: what Tributary adds to the slowest source, and what it costs, beside two peers.
// The floor is the same load on one stub called directly: what the load, the stub and the network add themselves.
import { openLoop, summary } from './lib/load.mjs';
import { cpuMs, rssMb } from './lib/processes.mjs';
import { benchmark } from './lib/report.mjs';
import { asyncio, langchain4j, stubs, traceSink, tributary } from './lib/servers.mjs';
import { round, sum } from './lib/stats.mjs';
import { ideal } from './stubs/delays.mjs';

const WAIT_MS = 1000;

async function measure(subject, args, seed) {
  const load = { url: subject.url, rate: args.rate };
  if (!subject.warm) await openLoop({ ...load, seconds: args.warmup, tag: 'warm' });
  subject.warm = true;
  const before = subject.server ? cpuMs(subject.server.pid) : 0;
  const samples = await openLoop({ ...load, seconds: args.seconds, seed });
  subject.samples.push(...samples);
  if (subject.server) {
    subject.cpu.push((cpuMs(subject.server.pid) - before) / samples.length);
    subject.rss = rssMb(subject.server.pid);
  }
}

const rounds = { rate: 150, seconds: 20, warmup: 10, rounds: 1 };
await benchmark('8 sources at a steady rate', rounds, a => 120 + 8 * (a.warmup + a.rounds * (a.seconds + 5)), async args => {
  const sources = await stubs();
  const sink = await traceSink();
  const plain = await tributary(sources);
  const traced = await tributary(sources, {
    properties: {
      'quarkus.otel.exporter.otlp.endpoint': sink.url,
      'quarkus.otel.exporter.otlp.protocol': 'http/protobuf',
      'quarkus.otel.traces.sampler.arg': '1.0',
    },
  });
  const aio = await asyncio(sources);
  const lc4j = await langchain4j(sources);
  const subject = (what, url, server) => ({ what, url, server, samples: [], cpu: [] });
  const subjects = {
    floor: subject('the floor: one stub, called directly', sources.floor),
    rrf: subject('Tributary, `rrf`', plain.rrf, plain),
    asyncio: subject('asyncio + aiohttp', aio.rrf, aio),
    langchain4j: subject('LangChain4j', lc4j.rrf, lc4j),
    pooled: subject('Tributary, `pooled` by words', plain.pooled, plain),
    traced: subject('Tributary, `rrf`, every question traced', traced.rrf, traced),
  };
  for (let i = 0; i < args.rounds; i++) {
    for (const each of Object.values(subjects)) await measure(each, args, `fanout-${i}`);
  }
  const traceBytes = sink.bytes();
  for (const server of [plain, traced, aio, lc4j, sources]) await server.stop();

  const result = {};
  for (const [name, each] of Object.entries(subjects)) {
    const p = name === 'floor' ? { ...sources.profile, n: 1 } : sources.profile;
    const s = summary(each.samples, question => ideal(question, p, WAIT_MS));
    const floor = result.floor?.overhead ?? { p50: 0, p99: 0 };
    result[name] = {
      ...s, cpu: sum(each.cpu) / (each.cpu.length || 1), rss: each.rss,
      less: { p50: s.overhead.p50 - floor.p50, p99: s.overhead.p99 - floor.p99 },
    };
  }
  const rows = Object.entries(subjects).map(([name, each]) => {
    const r = result[name];
    return {
      server: each.what,
      'overhead p50 / p99, ms': `${r.overhead.p50} / ${r.overhead.p99}`,
      'less the floor, ms': name === 'floor' ? '–' : `${round(r.less.p50, 2)} / ${round(r.less.p99, 2)}`,
      'CPU a request, ms': each.server ? round(r.cpu, 2) : '–',
      'RSS, MB': r.rss ?? '–',
      failed: r.failed,
    };
  });
  const { rrf, asyncio: a, langchain4j: l } = result;
  const ratio = (mine, theirs) => `${round(mine / theirs, 2)} ×`;
  const p50 = Math.min(a.less.p50, l.less.p50);
  const p99 = Math.min(a.less.p99, l.less.p99);
  return {
    rows,
    claims: [
      [`overhead less the floor at p50 at most 0.4 × the better peer's: ${ratio(rrf.less.p50, p50)}`, rrf.less.p50 <= 0.4 * p50],
      [`at p99 at most 0.6 ×: ${ratio(rrf.less.p99, p99)}`, rrf.less.p99 <= 0.6 * p99],
      [`CPU a request at most 0.55 × LangChain4j's: ${ratio(rrf.cpu, l.cpu)}`, rrf.cpu <= 0.55 * l.cpu],
      [`CPU a request at most 0.7 × asyncio's: ${ratio(rrf.cpu, a.cpu)}`, rrf.cpu <= 0.7 * a.cpu],
      ['no request failed', Object.values(result).every(r => r.failed === 0)],
      [`traces were sent: ${Math.round(traceBytes / 1024)} KiB`, traceBytes > 0],
    ],
  };
});
