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
import { spawnSync } from 'node:child_process';

const root = path.resolve(import.meta.dirname, '../..');
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

function run(command, args) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

const classPath = path.join(root, 'target/bench.cp');
run('./mvnw', ['-B', '-q', '-Pbench', 'test-compile', 'dependency:build-classpath', '-DincludeScope=test', `-Dmdep.outputFile=${classPath}`]);
const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-judged-'));
process.on('exit', () => fs.rmSync(copy, { recursive: true, force: true }));
if (what !== 'pool') fs.cpSync(filled, copy, { recursive: true });
run(process.env.JAVA_HOME ? `${process.env.JAVA_HOME}/bin/java` : 'java', [
  '-XX:+UseSerialGC', '-Xmx6g', '--add-modules', 'jdk.incubator.vector', '--enable-native-access=ALL-UNNAMED',
  '-Djava.util.logging.manager=org.jboss.logmanager.LogManager',
  '-cp', [path.join(root, 'target/test-classes'), path.join(root, 'target/classes'), fs.readFileSync(classPath, 'utf8').trim()].join(':'),
  ...mains[what](copy), ...rest]);
