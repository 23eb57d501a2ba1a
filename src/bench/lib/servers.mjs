// The servers that benchmarks start: the stub sources, Tributary over them, its peers.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { profile } from '../stubs/delays.mjs';
import { fetchJson, fetchText, freePort, start } from './processes.mjs';

export const bench = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
export const root = path.dirname(path.dirname(bench));
export const app = path.join(root, 'target/quarkus-app');
const JVM_FLAGS = ['--add-modules', 'jdk.incubator.vector', '--enable-native-access=ALL-UNNAMED'];

/** Stub sources with delays as stubs/delays.mjs tells: {n, median, sigma, tailP, tailMs}. */
export async function stubs(delays = {}) {
  const p = { ...profile({}), ...delays };
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = { N: p.n, MEDIAN: p.median, SIGMA: p.sigma, TAIL_P: p.tailP, TAIL_MS: p.tailMs, PORT: port };
  const server = await start('stubs', process.execPath, [path.join(bench, 'stubs/stub_sources.mjs')],
    { env, ready: `${url}/inflight` });
  return {
    ...server, url, profile: p,
    floor: `${url}/s/0?q={q}`,
    state: () => fetchJson(`${url}/inflight`),
    /** Makes a source (its number, or 'all', or 'none') never answer. */
    hang: which => fetchText(`${url}/hang?i=${which}`, { method: 'POST' }),
  };
}

/**
 * Tributary over stub sources named s0, s1, …; without stubs, as it starts when nothing is configured.
 *
 * @param properties more configuration; `source` stands for each source's prefix
 * @param jvm more flags
 * @param there whether it is started where it lies, as an AOT cache wants it
 * @param core the one processor that it may use
 * @param port where it listens; a free one
 */
export async function tributary(over, { properties = {}, jvm = [], there = false, core, port: fixed } = {}) {
  const jar = path.join(app, 'quarkus-run.jar');
  if (!fs.existsSync(jar)) throw new Error('first: ./mvnw package -DskipTests');
  const port = fixed ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const config = { 'quarkus.http.host': '127.0.0.1', 'quarkus.http.port': port };
  for (let i = 0; over && i < over.profile.n; i++) {
    const prefix = `tributary.source.http."s${i}"`;
    config[`${prefix}.url`] = `${over.url}/s/${i}`;
    config[`${prefix}.query."q"`] = '{question}';
    config[`${prefix}.wait`] = '1s';
    for (const [key, value] of Object.entries(properties.source ?? {})) config[`${prefix}.${key}`] = value;
  }
  if (over) config['tributary.ranking.model'] = 'none';
  Object.assign(config, properties, { source: undefined });
  const args = Object.entries(config).filter(([, v]) => v !== undefined).map(([k, v]) => `-D${k}=${v}`);
  const command = [...(core === undefined ? [] : ['taskset', '-c', core]), java(), ...JVM_FLAGS, ...jvm, ...args, '-jar', there ? path.basename(jar) : jar].map(String);
  const server = await start('tributary', command[0], command.slice(1), { cwd: there ? app : undefined, ready: `${url}/q/health/ready` });
  return {
    ...server, url, port,
    pooled: `${url}/retrieve?question={q}`,
    rrf: `${url}/retrieve?question={q}&fusion=rrf`,
    sources: async () => (await fetchJson(`${url}/sources`)).sources,
  };
}

/** asyncio + aiohttp: needs python3 with aiohttp. */
export async function asyncio(over) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/retrieve?q={q}`;
  const env = { N: over.profile.n, SRC: over.url, PORT: port };
  const server = await start('asyncio', process.env.PYTHON ?? '/usr/bin/python3',
    [path.join(bench, 'peers/asyncio/server.py')], { env, ready: url.replace('{q}', 'ready') });
  return { ...server, rrf: url };
}

/** LangChain4j: needs ./mvnw -f src/bench/peers/langchain4j/pom.xml package. */
export const langchain4j = over => quarkusPeer('langchain4j', over);

/** Bare calls of Quarkus's REST client: needs ./mvnw -f src/bench/peers/restclient/pom.xml package. */
export const restClient = over => quarkusPeer('restclient', over);

async function quarkusPeer(name, over) {
  const jar = path.join(bench, `peers/${name}/target/quarkus-app/quarkus-run.jar`);
  if (!fs.existsSync(jar)) throw new Error(`first: ./mvnw -f src/bench/peers/${name}/pom.xml package`);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/retrieve?q={q}`;
  const server = await start(name, java(),
    ['-Dquarkus.http.host=127.0.0.1', `-Dquarkus.http.port=${port}`, '-jar', jar],
    { env: { N: over.profile.n, SRC: over.url }, ready: url.replace('{q}', 'ready') });
  return { ...server, rrf: url };
}

/** The same work with nothing around it: Vert.x, Jackson, RRF. */
export async function bare(over) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/retrieve?q={q}`;
  const server = await start('bare Vert.x', java(),
    ['-cp', path.join(app, 'lib/main/*'), path.join(bench, 'java/dev/tributary/bench/BareFanOut.java'),
      String(port), over.url, String(over.profile.n)],
    { ready: url.replace('{q}', 'ready') });
  return { ...server, rrf: url };
}

/** Takes traces and throws them away. */
export function traceSink() {
  return new Promise(resolve => {
    let bytes = 0;
    const sink = http.createServer((req, res) => req.on('data', d => (bytes += d.length)).on('end', () => res.end()));
    sink.listen(0, '127.0.0.1', () => resolve({
      url: `http://127.0.0.1:${sink.address().port}`, bytes: () => bytes, stop: () => sink.close(),
    }));
  });
}

/** The commit that is measured. */
export function commit() {
  try {
    return execFileSync('git', ['-C', root, 'describe', '--always', '--dirty'], { encoding: 'utf8' }).trim();
  } catch {
    return 'no commit';
  }
}

export function java() {
  const homes = [process.env.JAVA_HOME, ...list('/usr/lib/jvm')];
  for (const home of homes) {
    const release = home && path.join(home, 'release');
    if (release && fs.existsSync(release)) {
      const version = /JAVA_VERSION="(\d+)/.exec(fs.readFileSync(release, 'utf8'));
      if (version && Number(version[1]) >= 25) return path.join(home, 'bin/java');
    }
  }
  return 'java';
}

const list = folder => (fs.existsSync(folder) ? fs.readdirSync(folder).map(name => path.join(folder, name)) : []);
