// The real stores that a machine can have, each as the tests start it; see src/test/servers and .ci/postgres.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fetchText, freePort, start } from './processes.mjs';
import { bench, java, root } from './servers.mjs';

const recipes = path.join(root, 'src/test/servers');
const homes = path.join(root, 'target/servers');
const PASSWORD = 's3cr3t-do-not-show';
const folder = kind => fs.mkdtempSync(path.join(os.tmpdir(), `${kind}-`));
const run = (command, args, options) => execFileSync(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options }).toString();

/**
 * By kind: starts a store and resolves to {port, url, keys, stop}; `keys` are those of a source over it at a URL,
 * `called` is what it is where it is not the store alone. A store that cannot be had here fails with the reason.
 *
 * @param passages a file of them, for those that are no store
 */
export const STORES = {
  async opensearch() {
    return searchServer('opensearch', 'OpenSearchServer');
  },

  async elasticsearch() {
    return searchServer('elasticsearch', 'ElasticsearchServer');
  },

  async chroma() {
    const home = path.join(homes, 'chroma');
    once(path.join(home, 'installed'), () => {
      fs.mkdirSync(home, { recursive: true });
      for (const file of fs.readdirSync(path.join(recipes, 'chroma'))) fs.copyFileSync(path.join(recipes, 'chroma', file), path.join(home, file));
      run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: home });
    });
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const data = folder('chroma');
    const args = ['serve.mjs', path.join(home, 'node_modules/chromadb/dist/cli.mjs'), 'run', '--path', data, '--host', '127.0.0.1', '--port', `${port}`];
    const server = await start('chroma', process.execPath, args, { cwd: home, ready: `${url}/api/v2/heartbeat`, untilInputEnds: true });
    return store(server, url, { collection: 'passages' }, data);
  },

  async milvus() {
    const python = venv(path.join(homes, 'milvus/venv'), path.join(recipes, 'milvus/requirements.txt'));
    const data = folder('milvus');
    const server = await start('milvus', python, [path.join(recipes, 'milvus/rest_door.py'), path.join(data, 'milvus.db')],
      { ready: /^\d+$/m, untilInputEnds: true });
    // Milvus Lite takes some 300 ms for a search, and never the same: no tenth of a millisecond can be seen beside that.
    const before = await stub('replay', [`http://127.0.0.1:${printed(server)}`, 'search$']);
    const stop = async () => {
      await before.stop();
      await server.stop();
    };
    return { ...store({ ...before, stop }, `http://127.0.0.1:${printed(before)}`, { collection: 'passages' }, data), called: 'milvus, its answers replayed' };
  },

  async weaviate(passages) {
    const server = await stub('weaviate', [passages]);
    return { ...store(server, `http://127.0.0.1:${printed(server)}`, { collection: 'Passages' }), called: 'weaviate, a stub', filled: true };
  },

  async qdrant() {
    const python = venv(path.join(homes, 'qdrant'), path.join(recipes, 'qdrant/requirements.txt'));
    const server = await start('qdrant', python, [path.join(recipes, 'qdrant/serve.py')], { ready: /^\d+$/m, untilInputEnds: true });
    return store(server, `http://127.0.0.1:${printed(server)}`, { collection: 'passages', 'sparse-vector': 'words' });
  },

  async pgvector() {
    const bin = fs.readdirSync('/usr/lib/postgresql').map(v => `/usr/lib/postgresql/${v}/bin`).filter(b => fs.existsSync(`${b}/postgres`)).pop();
    if (!bin) throw new Error('no PostgreSQL; .ci/postgres brings it');
    const data = folder('postgres');
    fs.writeFileSync(`${data}/password`, PASSWORD);
    // It refuses to be root's.
    const owner = process.getuid() === 0 ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'] : [];
    if (owner.length) run('chown', ['-R', 'postgres', data]);
    const [first, ...rest] = [...owner, `${bin}/initdb`, '-D', `${data}/data`, '-U', 'postgres', '-A', 'scram-sha-256', '--pwfile', `${data}/password`, '-E', 'UTF8', '--locale=C', '--no-sync'];
    run(first, rest);
    const port = await freePort();
    fs.writeFileSync(`${data}/data/postgresql.auto.conf`,
      `port = ${port}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = ''\nshared_buffers = 64MB\nfsync = off\nlog_line_prefix = ''\n`);
    const shell = `${[...owner, `${bin}/postgres`, '-D', `${data}/data`].join(' ')} 2>${data}/log & server=$!; cat >/dev/null; kill -INT $server; wait $server`;
    const server = await start('postgres', 'sh', ['-c', `echo started; ${shell}`], { ready: /started/, untilInputEnds: true });
    const sql = text => run(`${bin}/psql`, ['-XAtq', '-h', '127.0.0.1', '-p', `${port}`, '-U', 'postgres', '-c', text], { env: { PGPASSWORD: PASSWORD } });
    for (let i = 0; ; i++) {
      try {
        sql('SELECT 1');
        break;
      } catch (e) {
        if (i > 100) throw e;
        await new Promise(done => setTimeout(done, 50));
      }
    }
    const one = store(server, `postgresql://127.0.0.1:${port}/postgres`, { table: 'passages', user: 'postgres', password: PASSWORD }, data);
    return { ...one, port, withPassword: `postgresql://postgres:${PASSWORD}@127.0.0.1:${port}/postgres`, log: statements(sql, `${data}/log`) };
  },
};

/** Turns the log of statements on and off, and reads a transaction from it: {begin, statements: [{sql, values}], end}. */
function statements(sql, log) {
  const set = value => {
    sql(`ALTER SYSTEM SET log_statement = '${value}'`);
    sql('SELECT pg_reload_conf()');
  };
  const entries = from => fs.readFileSync(log, 'utf8').slice(from).split(/^(?=[A-Z]+: {2})/m).map(e => e.trimEnd().replace(/\n\t/g, '\n'));
  const value = text => (text.startsWith('{') ? text.slice(1, -1).split(',').map(Number) : text.replaceAll("''", "'"));
  return {
    on: () => set('all'),
    off: () => set('none'),
    length: () => fs.readFileSync(log, 'utf8').length,
    since(from) {
      const all = entries(from);
      const simple = all.filter(e => e.startsWith('LOG:  statement: ')).map(e => e.slice(17));
      const executed = all.flatMap((e, i) => {
        const statement = /^LOG: {2}execute [^:]*: ([\s\S]*)$/.exec(e);
        const detail = all[i + 1] ?? '';
        if (!statement || !detail.startsWith('DETAIL:  parameters: ')) return [];
        return [{ sql: statement[1], values: [...detail.matchAll(/\$\d+ = '((?:[^']|'')*)'/g)].map(bound => value(bound[1])) }];
      });
      return { begin: simple[0], statements: executed, end: simple.at(-1) };
    },
  };
}

async function searchServer(kind, main) {
  const home = path.join(homes, kind);
  once(path.join(home, 'class-path'), () => run('./mvnw', ['-B', '-q', '-f', path.join(recipes, kind, 'pom.xml'), 'process-classes'], { cwd: root }));
  const jars = [path.join(home, 'classes'), fs.readFileSync(path.join(home, 'class-path'), 'utf8').trim(), path.join(home, 'plugins/*')].join(':');
  const data = folder(kind);
  const args = ['-Xmx512m', '-XX:+UseSerialGC', '--enable-native-access=ALL-UNNAMED', '-cp', jars, main, data, '0'];
  const server = await start(kind, java(), args, { ready: /^READY (\d+)$/m, untilInputEnds: true, within: 180_000 });
  return store(server, `http://127.0.0.1:${/^READY (\d+)$/m.exec(server.output())[1]}`, { index: 'passages', replicas: 0 }, data);
}

function venv(home, requirements) {
  const python = path.join(home, 'bin/python');
  once(path.join(home, 'bin/installed'), () => {
    run('python3', ['-m', 'venv', home]);
    run(python, ['-m', 'pip', 'install', '-q', '-r', requirements]);
    fs.writeFileSync(path.join(home, 'bin/installed'), '');
  });
  return python;
}

const stub = (name, args) => start(name, process.execPath, [path.join(bench, `stubs/${name}.mjs`), ...args], { ready: /^\d+$/m, untilInputEnds: true });

/** The port that a server printed. */
const printed = server => /^\d+$/m.exec(server.output())[0];

const once = (made, make) => fs.existsSync(made) || make();

function store(server, url, keys, data) {
  const stop = async () => {
    await server.stop();
    if (data) fs.rmSync(data, { recursive: true, force: true });
  };
  return { ...server, stop, url, port: Number(new URL(url).port), keys: at => ({ ...keys, url: at }) };
}

/** Waits until no source is being filled any more. */
export async function filled(server, within = 300_000) {
  for (const end = performance.now() + within; ;) {
    const { sources } = JSON.parse(await fetchText(`${server.url}/sources`));
    const states = sources.filter(s => s.loading).map(s => `${s.name} ${s.loading.state}`);
    if (states.some(s => s.endsWith('failed'))) throw new Error(`not filled: ${JSON.stringify(sources.map(s => s.loading))}\n${server.output()}`);
    if (states.every(s => s.endsWith('done'))) return;
    if (performance.now() > end) throw new Error(`not filled in time: ${states}`);
    await new Promise(done => setTimeout(done, 500));
  }
}
