// Rankings of the same lists compared in one process, on judged questions; and what scoring a pool costs.
//
//   TRIBUTARY_EVAL_DATA=/folder node src/bench/judged.mjs WHAT --index FOLDER [arguments of WHAT]
//
//   claims    all fusions, one merged index, 32 cosines and their price, a source of noise
//   ablation  what each constant of pooled scoring is worth, and cross-validated
//   packing   what merging near-duplicates, `diversity` and `max_per_source` do to the list
//   hybrid    one collection: words alone, vectors alone, both
//   routes    what is lost when fewer sources are asked
//   pool      JMH: the CPU and the memory that scoring a pool takes (needs neither data nor index)
//
// The folder is one that federated.mjs --index has filled; it is copied, as opening an index writes.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { program } from './lib/programs.mjs';

const mains = {
  claims: index => ['dev.tributary.ranking.RankingClaims', index],
  ablation: index => ['dev.tributary.ranking.RankingAblation', index],
  packing: index => ['dev.tributary.ranking.PackingClaims', index],
  hybrid: index => ['dev.tributary.ranking.HybridClaims', path.join(index, 'scifact')],
  routes: index => ['dev.tributary.retrieval.RouteRecall', index],
  pool: () => ['org.openjdk.jmh.Main', 'RankingBench', '-prof', 'gc'],
};
const [what, ...rest] = process.argv.slice(2);
if (!mains[what]) {
  console.error(`say what: ${Object.keys(mains).join(', ')}`);
  process.exit(2);
}
const at = rest.indexOf('--index');
const [, filled] = at < 0 ? [] : rest.splice(at, 2);
if (what !== 'pool' && (!process.env.TRIBUTARY_EVAL_DATA || !filled || !fs.existsSync(filled))) {
  console.error('aborted: TRIBUTARY_EVAL_DATA names the judged questions and --index the folder that federated.mjs has filled');
  process.exit(2);
}

const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-judged-'));
process.on('exit', () => fs.rmSync(copy, { recursive: true, force: true }));
if (what !== 'pool') fs.cpSync(filled, copy, { recursive: true });
const [main, ...args] = mains[what](copy);
program(['-XX:+UseSerialGC', '-Xmx6g'], main, [...args, ...rest]);
