// Start-up and memory with and without an AOT cache, by turns. First:
// ./mvnw -DskipTests package -Dquarkus.package.jar.type=aot-jar && deploy/aot
import fs from 'node:fs';
import path from 'node:path';
import { ask } from './lib/load.mjs';
import { rssMb } from './lib/processes.mjs';
import { benchmark } from './lib/report.mjs';
import { stubs, tributary } from './lib/servers.mjs';
import { median, round } from './lib/stats.mjs';

const cache = path.resolve('target/quarkus-app/app.aot');
const subjects = [
  { what: 'without a cache', jvm: [] },
  ...(fs.existsSync(cache) ? [{ what: 'with the AOT cache', jvm: ['-XX:AOTCache=app.aot', '-XX:AOTMode=on'] }] : []),
];

await benchmark('Start-up with an AOT cache', { starts: 7 }, a => 60 + a.starts * 4 * 20, async args => {
  const sources = await stubs();
  const shapes = [{ server: '8 JSON APIs, ranked by words', over: sources }, { server: 'no configuration: three embedded sources', over: undefined }];
  const rows = [];
  let answered = true;
  for (const { server, over } of shapes) {
    const runs = subjects.map(() => []);
    for (let i = 0; i < args.starts; i++) {
      for (const [n, { jvm }] of subjects.entries()) {
        const started = await tributary(over, { jvm: ['-XX:+UseG1GC', ...jvm], there: true });
        const first = await ask(started.pooled, 'how are lists of passages merged?');
        runs[n].push({ ready: started.startedMs, first: first.ms, rss: rssMb(started.pid) });
        answered &&= first.status === 200;
        await started.stop();
      }
    }
    for (const [n, { what }] of subjects.entries()) {
      const of = key => median(runs[n].map(r => r[key]));
      rows.push({ server, cache: what, 'ready after, ms': round(of('ready'), 0), 'first answer took, ms': round(of('first'), 0), 'RSS after it, MB': of('rss') });
    }
  }
  await sources.stop();
  return { rows, claims: [['every first question was answered', answered]] };
});
