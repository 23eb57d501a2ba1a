// Start-up and memory on the JVM, with and without an embedding model.
import { ask } from './lib/load.mjs';
import { rssMb } from './lib/processes.mjs';
import { benchmark } from './lib/report.mjs';
import { stubs, tributary } from './lib/servers.mjs';
import { median, round } from './lib/stats.mjs';

await benchmark('Start-up and memory', { starts: 5 }, a => 60 + a.starts * 3 * 45, async args => {
  const sources = await stubs();
  const subjects = [
    { what: '8 JSON APIs, ranked by words', over: sources, options: {} },
    { what: '8 JSON APIs, ranked by words and vectors', over: sources, options: { properties: { 'tributary.ranking.model': undefined } } },
    { what: 'no configuration: three embedded sources', over: undefined, options: {} },
  ];
  const rows = [];
  let answered = true;
  for (const { what, over, options } of subjects) {
    const runs = [];
    for (let i = 0; i < args.starts; i++) {
      const server = await tributary(over, options);
      const first = await ask(server.pooled, 'how are lists of passages merged?');
      const rss = rssMb(server.pid);
      for (let q = 0; q < 20; q++) await ask(server.pooled, `what is question ${q}?`);
      runs.push({ ready: server.startedMs, first: first.ms, total: server.startedMs + first.ms, rss, later: rssMb(server.pid) });
      answered &&= first.status === 200;
      await server.stop();
    }
    const of = key => median(runs.map(r => r[key]));
    rows.push({
      server: what, 'ready after, ms': round(of('ready'), 0), 'first answer took, ms': round(of('first'), 0),
      'from start to first answer, ms': round(of('total'), 0), 'RSS after it, MB': of('rss'), 'RSS after 20 more, MB': of('later'),
    });
  }
  await sources.stop();
  return { rows, claims: [['every first question was answered', answered]] };
});
