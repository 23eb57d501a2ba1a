// Ranking over separate sources, as a user would configure them: one `lucene` source for each value of the field
// `source` in a BEIR corpus, every one asked for its own top 10, all questions through POST /retrieve.
//
//   TRIBUTARY_EVAL_DATA=/folder node src/bench/federated.mjs [--index FOLDER] [--limit QUESTIONS] [--jar FILE]
//
// The folder holds fed_core/{corpus.jsonl.gz,queries.jsonl.gz,qrels.tsv}. Prints a Markdown table of nDCG@10 (linear gain, as
// trec_eval has it) and leaves with 1 when a figure misses its mark. The first run embeds the corpus, which takes minutes; with
// --index the next ones find it done.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';
import { spawn } from 'node:child_process';

const root = path.resolve(import.meta.dirname, '../..');
const data = process.env.TRIBUTARY_EVAL_DATA;
if (!data) {
  console.error('aborted: TRIBUTARY_EVAL_DATA is not set, so there are no judged questions to ask');
  process.exit(2);
}
const option = (name, otherwise) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : process.argv[at + 1];
};
const index = option('--index', fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-federated-')));
const limit = +option('--limit', 1e9);
const port = +option('--port', 8097);
const set = path.join(data, 'fed_core');
const lines = file => zlib.gunzipSync(fs.readFileSync(path.join(set, file))).toString().trim().split('\n').map(l => JSON.parse(l));

const sourceOf = new Map();
for (const document of lines('corpus.jsonl.gz')) sourceOf.set(document._id, document.source);
const questions = lines('queries.jsonl.gz').slice(0, limit);
const relevant = new Map();
for (const line of fs.readFileSync(path.join(set, 'qrels.tsv'), 'utf8').trim().split('\n').slice(1)) {
  const [question, document, score] = line.split('\t');
  if (!relevant.has(question)) relevant.set(question, new Map());
  relevant.get(question).set(document, +score);
}
const nameOf = source => source.toLowerCase().replace(/[^a-z0-9._-]/g, '-');
const names = [...new Set(sourceOf.values())].sort();

function ndcg(ranked, judged) {
  const gain = (score, i) => score / Math.log2(i + 2);
  const got = ranked.slice(0, 10).reduce((sum, d, i) => sum + gain(judged.get(d) ?? 0, i), 0);
  const best = [...judged.values()].sort((a, b) => b - a).slice(0, 10).reduce((sum, s, i) => sum + gain(s, i), 0);
  return best === 0 ? 0 : got / best;
}

function start(folder, model, ofSources) {
  const config = names.flatMap(source => {
    const key = `tributary.source.lucene."${nameOf(source)}"`;
    return [`${key}.path=${folder}/${nameOf(source)}`, `${key}.load=${set}/corpus.jsonl.gz`,
      `${key}.load-where."source"=${source}`, `${key}.wait=10s`, `${key}.model=${ofSources}`];
  });
  config.push(`tributary.ranking.model=${model}`, `quarkus.http.port=${port}`);
  const file = path.join(folder, 'application.properties');
  fs.writeFileSync(file, config.join('\n'));
  return spawn('java', ['--add-modules', 'jdk.incubator.vector', `-Dquarkus.config.locations=${file}`, '-jar',
    option('--jar', path.join(root, 'target/quarkus-app/quarkus-run.jar'))],
    { env: { ...process.env, PATH: `${process.env.JAVA_HOME ?? '/usr'}/bin:${process.env.PATH}` }, stdio: ['ignore', 'ignore', 'inherit'] });
}

const base = `http://127.0.0.1:${port}`;
const pause = ms => new Promise(done => setTimeout(done, ms));

async function loaded() {
  for (let i = 0; i < 7200; i++) {
    try {
      const { sources } = await (await fetch(`${base}/sources`)).json();
      const states = sources.map(s => s.loading?.state);
      if (states.includes('failed')) throw new Error('a source could not be loaded');
      if (states.every(s => s === 'done')) return;
    } catch (e) { if (e.message.startsWith('a source')) throw e; }
    await pause(1000);
  }
  throw new Error('not loaded within two hours');
}

async function ask(question, fusion) {
  const body = { question: question.text.slice(0, 10000), top_k: 30, deadline_ms: 20000, fusion: { method: fusion },
    sources: names.map(s => ({ name: nameOf(s), limit: 10 })), include: ['plan'] };
  const answer = await fetch(`${base}/retrieve`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const retrieval = await answer.json();
  if (answer.status !== 200) throw new Error(JSON.stringify(retrieval));
  const documents = retrieval.passages.map(p => decodeURIComponent(p.id.slice(p.id.indexOf(':') + 1).split('#')[0]));
  return { documents: [...new Set(documents)], complete: retrieval.coverage.complete, took: retrieval.took_ms, plan: retrieval.plan };
}

async function measure(label, fusion) {
  const scores = [], times = [];
  let incomplete = 0, scored = 0, candidates = 0;
  for (const question of questions) {
    const { documents, complete, took, plan } = await ask(question, fusion);
    scores.push(ndcg(documents, relevant.get(question._id) ?? new Map()));
    times.push(took);
    incomplete += complete ? 0 : 1;
    scored += plan.scored;
    candidates += plan.candidates;
  }
  times.sort((a, b) => a - b);
  const mean = scores.reduce((a, b) => a + b, 0) / scores.length;
  console.log(`| ${label} | ${mean.toFixed(3)} | ${Math.round(candidates / questions.length)} | ${Math.round(scored / questions.length)} | ${times[times.length >> 1]} | ${incomplete} |`);
  return mean;
}

async function run(folder, model, ofSources, measures) {
  const server = start(folder, model, ofSources);
  try {
    await loaded();
    const results = [];
    for (const [label, fusion] of measures) results.push(await measure(label, fusion));
    return results;
  } finally {
    server.kill('SIGTERM');
    await new Promise(done => server.once('exit', done));
  }
}

console.log(`${questions.length} questions, ${names.length} sources, ${sourceOf.size} documents\n`);
console.log('| method | nDCG@10 | candidates | scored in full | median ms | incomplete |\n|---|---|---|---|---|---|');
const minilm = 'minilm-l6-v2-q';
const [vectors, rrf] = await run(index, minilm, minilm,
  [['pooled, all sources return vectors', 'pooled'], ['rrf', 'rrf'], ['minmax', 'minmax'], ['linear', 'linear']]);
const [none] = await run(index, 'none', minilm, [['pooled, no vector in the ranking', 'pooled']]);
const words = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-words-'));
process.on('exit', () => fs.rmSync(words, { recursive: true, force: true }));
const [computed] = await run(words, minilm, 'none', [['pooled, sources search words alone, the best 32 embedded', 'pooled']]);
const holds = vectors >= 0.77 && computed >= 0.745 && none >= 0.715 && rrf <= 0.56;
console.log(`\n${holds ? 'holds' : 'MISSED'}: pooled with vectors ≥ .77, with 32 cosines ≥ .745, without ≥ .715, rrf ≤ .56`);
process.exit(holds ? 0 : 1);
