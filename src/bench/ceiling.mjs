// Sources that answer at once: how many questions a core of Tributary can serve, beside a bare Vert.x fan-out.
import { closedLoop, summary } from './lib/load.mjs';
import { cpuMs, rssMb } from './lib/processes.mjs';
import { benchmark } from './lib/report.mjs';
import { bare, stubs, tributary } from './lib/servers.mjs';
import { round, sum } from './lib/stats.mjs';

const defaults = { clients: 16, seconds: 15, warmup: 15, rounds: 2 };
await benchmark('Sources that answer at once', defaults, a => 90 + 4 * (a.warmup + a.rounds * (a.seconds + 5)), async args => {
  const sources = await stubs({ median: 0 });
  const naked = await bare(sources);
  const server = await tributary(sources);
  const subjects = [
    { what: 'bare Vert.x: 8 calls, JSON, RRF', server: naked, url: naked.rrf },
    { what: 'Tributary, `rrf`', server, url: server.rrf },
    { what: 'Tributary, `pooled` by words', server, url: server.pooled },
  ].map(s => ({ ...s, samples: [], cpu: 0 }));
  const run = (subject, seconds, tag) => closedLoop({ url: subject.url, clients: args.clients, seconds, tag });
  for (const subject of subjects) await run(subject, args.warmup, 'warm');
  for (let i = 0; i < args.rounds; i++) {
    for (const subject of subjects) {
      const before = cpuMs(subject.server.pid);
      subject.samples.push(...(await run(subject, args.seconds, `run-${i}`)));
      subject.cpu += cpuMs(subject.server.pid) - before;
      subject.rss = rssMb(subject.server.pid);
    }
  }
  await Promise.all([naked, server, sources].map(s => s.stop()));

  const perCore = s => s.samples.length / (s.cpu / 1000);
  const [limit, rrf] = subjects.map(perCore);
  const failed = sum(subjects.map(s => summary(s.samples).failed));
  return {
    rows: subjects.map(s => ({
      server: s.what,
      'requests a second and core of the server': Math.round(perCore(s)),
      'CPU a request, ms': round(s.cpu / s.samples.length, 2),
      'of the limit': round(perCore(s) / limit, 2),
      'requests a second, load and stubs on the same cores': Math.round(s.samples.length / (args.seconds * args.rounds)),
      'latency p50 / p99, ms': `${summary(s.samples).latency.p50} / ${summary(s.samples).latency.p99}`,
      'RSS, MB': s.rss,
    })),
    claims: [[`no request failed; Tributary serves ${round(rrf / limit, 2)} × what the limit does`, failed === 0]],
  };
});
