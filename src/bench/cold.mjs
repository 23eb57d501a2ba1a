// Load that meets a server right after its start: from 3 s after readiness on, the sources answer as ever.
import { answeredShare, openLoop, summary } from './lib/load.mjs';
import { benchmark } from './lib/report.mjs';
import { stubs, tributary } from './lib/servers.mjs';
import { round } from './lib/stats.mjs';
import { ideal } from './stubs/delays.mjs';

const GRACE_MS = 3000;
const BOUND = 0.99;

await benchmark('Cold starts under load', { starts: 20, rate: 150, seconds: 10 }, a => 60 + a.starts * (a.seconds + 45), async args => {
  const sources = await stubs();
  const rows = [];
  let well = 0;
  for (let i = 1; i <= args.starts; i++) {
    const server = await tributary(sources);
    const samples = await openLoop({ url: server.rrf, rate: args.rate, seconds: GRACE_MS / 1000 + args.seconds });
    await server.stop();
    const early = samples.filter(s => s.at < GRACE_MS);
    const later = samples.filter(s => s.at >= GRACE_MS);
    const share = answeredShare(later, sources.profile.n);
    const { overhead, failed } = summary(later, q => ideal(q, sources.profile, 1000));
    well += share >= BOUND ? 1 : 0;
    rows.push({
      start: i,
      'ready after, ms': Math.round(server.startedMs),
      'answered in the first 3 s, %': round(100 * answeredShare(early, sources.profile.n), 2),
      'answered from 3 s on, %': round(100 * share, 2),
      'failed from 3 s on': failed,
      'overhead from 3 s on p50 / p99, ms': `${overhead.p50} / ${overhead.p99}`,
    });
  }
  await sources.stop();
  return {
    rows,
    claims: [[`from 3 s after readiness on at least 99 % of the sources answer: ${well} of ${args.starts} starts`, well === args.starts]],
  };
});
